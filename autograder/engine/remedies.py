"""What to install or set where a tier of isolation does not work, in plain words."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

APPARMOR_PROFILE = """\
abi <abi/4.0>,
include <tunables/global>
profile bwrap /usr/bin/bwrap flags=(unconfined) {
  userns,
}"""

_SWITCHES = {
    "kernel/unprivileged_userns_clone": "kernel.unprivileged_userns_clone=1",
    "user/max_user_namespaces": "user.max_user_namespaces=15000",
}
"""Files below /proc/sys that forbid user namespaces where they hold 0, and what to set."""


def remedies(tier: str, root: Path = Path("/")) -> list[str]:
    """Return what would make `tier` work here, the likeliest first.

    Parameters
    ----------
    tier : {"namespaces", "landlock"}
        A tier that does not work.
    root : Path
        Where ``proc`` and the like are looked for.
    """
    if not sys.platform.startswith("linux"):
        return _elsewhere(sys.platform)
    return _for_namespaces(root) if tier == "namespaces" else _for_landlock(root)


def _elsewhere(platform: str) -> list[str]:
    common = (
        "`chalkgrad check` on one's own notebook works here: it needs no isolation.",
        "`chalkgrad grade --isolation none` works too, for code that you trust.",
    )
    if platform == "win32":
        return [
            "Grade inside WSL 2: `wsl --install`, then in Ubuntu's window as on Ubuntu "
            "(apt install bubblewrap python3-venv).",
            *common,
        ]
    return [
        "Grade in a Linux container: `docker run -it -v COURSE:/course python:3.12 bash`, in it "
        "`pip install 'chalkgrad[grade]'`. Docker's Linux has Landlock; bubblewrap is not needed.",
        *common,
    ]


def _for_namespaces(root: Path) -> list[str]:
    found = []
    if shutil.which("bwrap") is None:
        found.append(
            "Install bubblewrap: sudo apt install bubblewrap (Debian, Ubuntu), "
            "sudo dnf install bubblewrap (Fedora), sudo pacman -S bubblewrap (Arch)."
        )
    for name, setting in _SWITCHES.items():
        if _text(root / "proc/sys" / name) == "0":
            found.append(f"Allow user namespaces: sudo sysctl -w {setting}")
    if _text(root / "proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1":
        found.append(
            "Ubuntu's AppArmor keeps user namespaces from bubblewrap. Allow it by the file "
            f"/etc/apparmor.d/bwrap with\n{APPARMOR_PROFILE}\n"
            "and then: sudo systemctl reload apparmor"
        )
    if not found and _in_container(root):
        found.append(
            "In a container the engine's own rules forbid namespaces; the tier landlock is meant "
            "for that. With Docker or Podman, --security-opt seccomp=unconfined "
            "--security-opt apparmor=unconfined and a user other than root allow them."
        )
    return found or ["Try by hand what fails: bwrap --unshare-user --ro-bind / / true"]


def _for_landlock(root: Path) -> list[str]:
    found = []
    release = _text(root / "proc/sys/kernel/osrelease")
    modules = _text(root / "sys/kernel/security/lsm")
    if _version(release) < (5, 13):
        found.append(f"Landlock came with Linux 5.13; this is {release}. A newer kernel has it.")
    elif modules and "landlock" not in modules:
        found.append(
            "Landlock is in the kernel but switched off: add it to the kernel's command line, "
            f"lsm=landlock,{modules} (in /etc/default/grub, then sudo update-grub and a restart)."
        )
    elif _in_container(root):
        found.append(
            "The container's engine may forbid it: Docker allows Landlock from version 23, "
            "Podman from 4; gVisor has none."
        )
    if os.uname().machine not in ("x86_64", "aarch64"):
        found.append(
            f"The system-call filter knows x86_64 and aarch64, not {os.uname().machine}; "
            "grade on one of those."
        )
    return found or ["The kernel was built without Landlock (CONFIG_SECURITY_LANDLOCK)."]


def _in_container(root: Path) -> bool:
    return (root / ".dockerenv").exists() or (root / "run/.containerenv").exists()


def _version(release: str) -> tuple[int, ...]:
    numbers = release.split("-")[0].split(".")[:2]
    return tuple(int(n) for n in numbers if n.isdigit()) or (99,)


def _text(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
