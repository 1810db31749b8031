"""How much a submission may use."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Limits on one submission; wall times in seconds, sizes in bytes.

    Parameters
    ----------
    call : float
        Wall time of one call of a student's function.
    cell : float
        Wall time of one cell.
    submission : float
        Wall time of everything, restarts included.
    cpu : int
        CPU time of everything, in whole seconds: a child may use what those before it left, and
        the kernel ends it then. So endless loops in many functions cost this and no more.
    address_space : int
        Virtual memory of one child, of which the warm interpreter takes about 0.2 GiB.
    file_bytes : int
        Longest file that a child can write.
    scratch_bytes : int
        All files of a submission together. On the tier "namespaces" a file system holds them to
        it. On "landlock" their folder is measured twenty times a second and the submission ended:
        more is written for a moment, and files that are open but removed are not seen, which are
        at most `open_files` times `file_bytes`, a quarter as long there as here.
    open_files : int
        Descriptors of one child.
    processes : int
        Processes and threads that a child may add; the kernel ignores it for root itself.
    restarts : int
        How often a fresh child is started after one hung or crashed.
    hangs : int
        After how many time-outs a function is not called again.
    reply_header, value_header, reply_payload : int
        Longest reply: JSON of a cell's outputs, JSON of a value, array bytes.
    answers_bytes : int
        All values that the functions of a notebook return: they are kept until it is graded.
    outputs_bytes : int
        All outputs of a notebook together.
    output_text, output_line, outputs, images, image_bytes : int
        What is kept of one cell's outputs: characters in all, characters of a line, number of
        outputs, number of images, characters of one image in base64.
    """

    call: float = 5.0
    cell: float = 20.0
    submission: float = 120.0
    cpu: int = 60
    address_space: int = 1024 * MIB
    file_bytes: int = 32 * MIB
    scratch_bytes: int = 64 * MIB
    open_files: int = 64
    processes: int = 0
    restarts: int = 40
    hangs: int = 2
    reply_header: int = 8 * MIB
    value_header: int = 2 * MIB
    reply_payload: int = 8 * MIB
    answers_bytes: int = 128 * MIB
    outputs_bytes: int = 24 * MIB
    output_text: int = 100_000
    output_line: int = 5_000
    outputs: int = 200
    images: int = 10
    image_bytes: int = 2_000_000

    def with_(self, **changes: Any) -> Limits:
        """Return these limits with some of them changed."""
        return replace(self, **changes)

    def rlimits(self, tier: str = "namespaces") -> dict[str, int]:
        """Return the limits that the kernel holds a child to."""
        file_bytes = self.file_bytes // 4 if tier == "landlock" else self.file_bytes
        return {
            "address_space": self.address_space,
            "cpu_seconds": self.cpu,
            "file_bytes": file_bytes,
            "open_files": self.open_files,
            "core_bytes": 0,
            "processes": self.processes,
            "message_queues": 0,
        }

    def output_caps(self) -> list[int]:
        """Return what is kept of a cell's outputs, in the agent's order."""
        return [self.output_text, self.output_line, self.outputs, self.images, self.image_bytes]


DEFAULT_LIMITS = Limits()
