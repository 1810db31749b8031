"""Names from files, folders and tables: made safe as a folder's name, and made comparable."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MAX_CHARACTERS = 64
MAX_BYTES = 180
_KEPT = frozenset("._-@+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_VERSION = re.compile(r"(?:[-_ ]?\(\d+\)|-\d{1,3}|[-_ ]*copy[-_ ]?\d*)+", re.IGNORECASE)


def safe(name: str) -> str:
    """Return `name` as a student's id: itself where it is safe as a folder's name on any system.

    Letters of any script, digits and ``._-@+`` stay. A name that has to lose something else than
    spaces ends in a few digits of its hash, so that two names never become one.
    """
    text = unicodedata.normalize("NFC", name)
    spaced = re.sub(r"\s+", "-", text.strip()) if text.isprintable() else text
    kept = "".join(c if c in _KEPT or unicodedata.category(c)[0] in "LMN" else "-" for c in spaced)
    kept = kept.strip(".-")
    short = _shortened(kept)
    if short and short == spaced and not _RESERVED.fullmatch(short):
        return short
    if _RESERVED.fullmatch(kept):
        kept = kept.replace(".", "-")
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{_shortened(kept, reserve=9) or 'student'}_{digest}"


def is_safe(name: str) -> bool:
    """Say whether `name` can be a student's id as it is."""
    return bool(name) and safe(name) == name


def _shortened(text: str, reserve: int = 0) -> str:
    text = text[: MAX_CHARACTERS - reserve]
    encoded = text.encode("utf-8", "ignore")[: MAX_BYTES - reserve]
    return encoded.decode("utf-8", "ignore").rstrip(".-")


def folded(name: str) -> str:
    """Return what two names have in common that a careless file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def letters(name: str) -> str:
    """Return only a name's letters and digits, folded: an LMS drops all else from its paths."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in text if unicodedata.category(c)[0] in "LMN")


def shown(name: str) -> str:
    """Return a name in one printable line, control and direction marks written out."""
    return repr(name)[1:-1] if not name.isprintable() else name


def without_version(stem: str) -> str:
    """Return a file's stem without what browsers and LMS append to a second copy: ``hw1a-1``."""
    found = _VERSION.search(stem)
    while found and found.end() != len(stem):
        found = _VERSION.search(stem, found.end())
    return stem[: found.start()].rstrip() if found and found.start() else stem
