"""How a fork server runs, as the trusted parent writes it on the command line."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import NamedTuple

from . import landlock, seccomp
from .confine import Confinement


class Settings(NamedTuple):
    """How a fork server runs.

    Parameters
    ----------
    tier : {"namespaces", "landlock", "none"}
        What surrounds it.
    scratch : str
        The writable folder, also the working directory.
    uid : int, optional
        The unprivileged user that children become, where the server is root.
    search : bool
        Whether that user may walk through closed folders.
    read, listed, change, devices : sequence of str
        What Landlock lets children open; see `landlock.Paths`.
    data : str, optional
        Where the scratch folder's ``data`` points to, if it is a link.
    scratch_bytes : int
        What the scratch folder is held to on the tier "landlock", by measuring it.
    """

    tier: str
    scratch: str
    uid: int | None = None
    search: bool = False
    read: Sequence[str] = ()
    listed: Sequence[str] = ()
    change: Sequence[str] = ()
    devices: Sequence[str] = ()
    data: str | None = None
    scratch_bytes: int = 0

    def confinement(self) -> Confinement:
        """Return what children are held to; ruleset and filter are made once for all of them."""
        fd = None
        if self.tier != "none":
            lists = (self.read, self.listed, self.change, self.devices)
            fd = landlock.ruleset(landlock.Paths(*map(tuple, lists)))
            with contextlib.suppress(seccomp.Unsupported):  # the trial says so
                seccomp.packed_program(self.tier != "namespaces")
        return Confinement(self.tier, self.uid, self.search, fd)
