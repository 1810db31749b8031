"""The instructor's secret, from which each student's hidden inputs are drawn."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import stat
import tempfile
from pathlib import Path

import numpy as np

FOLDER = ".chalkgrad"
N_BYTES = 32


class SecretError(ValueError):
    """The secret cannot be used; the message says how to mend that."""


def secret_path(course: Path | str) -> Path:
    """Return where a course directory keeps its secret."""
    return Path(course) / FOLDER / "secret"


def load_or_create(course: Path | str) -> bytes:
    """Return the secret of a course directory; make one, readable by the owner alone, if missing.

    Raises
    ------
    SecretError
        If the file is there but holds no secret.
    """
    path = secret_path(course)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _create(path)
    return _read(path)


def _create(path: Path) -> None:
    """Write a secret, whole or not at all; where another run was quicker, its secret stays."""
    fd, scratch = tempfile.mkstemp(prefix="secret-", dir=path.parent)  # readable by the owner alone
    try:
        with os.fdopen(fd, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(N_BYTES) + "\n")
            file.flush()
            os.fsync(fd)
        with contextlib.suppress(FileExistsError):
            os.link(scratch, path)
    finally:
        os.unlink(scratch)


def _read(path: Path) -> bytes:
    try:
        text = path.read_text(encoding="ascii", errors="replace").strip()
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o600)
    except OSError as error:
        raise SecretError(f"The secret {path} cannot be read: {error.strerror}.") from None
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != N_BYTES:
        raise SecretError(
            f"{path} holds no secret: expected {2 * N_BYTES} hexadecimal digits, got {len(text)} "
            "characters. Restore it from a backup, or delete it: a new one draws new hidden inputs."
        )
    return secret


def rng_for(secret: bytes, *where: str) -> np.random.Generator:
    """Return the generator for one place, such as (assignment, student, exercise, check).

    The same secret and place give the same numbers, and one place tells nothing about another:
    the seed is HMAC-SHA256 of the place under the secret.
    """
    text = "\x1f".join(part.replace("\x1f", " ") for part in where)
    digest = hmac.new(secret, text.encode("utf-8", "replace"), hashlib.sha256).digest()
    return np.random.default_rng(int.from_bytes(digest, "big"))
