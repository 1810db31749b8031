"""A small interpreter of the kernel's classic BPF, and the kernel's own numbers of system calls."""

import re
import struct
from pathlib import Path

LOAD, AND, EQUAL, RETURN = 0x20, 0x54, 0x15, 0x06
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7, "i386": 0x40000003, "arm": 0x40000028}
HEADERS = {
    "x86_64": "x86_64-linux-gnu/asm/unistd_64.h",
    "aarch64": "asm-generic/unistd.h",
}


def run(program, architecture, number, arguments=()):
    """What a filter returns for a system call, as `linux/filter.h` defines the instructions."""
    six = [value & (1 << 64) - 1 for value in (*arguments, *[0] * 6)][:6]
    data = struct.pack("<IIQ6Q", number & 0xFFFFFFFF, AUDIT[architecture], 0x7F00DEAD, *six)
    position = register = 0
    while True:
        code, if_true, if_false, constant = program[position]
        assert 0 <= if_true <= 255, "a jump does not fit into its byte"
        assert 0 <= if_false <= 255, "a jump does not fit into its byte"
        position += 1
        if code == LOAD:
            assert constant % 4 == 0, "the kernel refuses an odd offset"
            (register,) = struct.unpack_from("<I", data, constant)
        elif code == AND:
            register &= constant
        elif code == EQUAL:
            position += if_true if register == constant else if_false
        elif code == RETURN:
            return constant
        else:
            raise AssertionError(f"no instruction of ours: {code:#x}")


def header(machine):
    """The path of the kernel's list, None where it is not installed."""
    for folder in ("/usr/include", "/usr/aarch64-linux-gnu/include"):
        path = Path(folder, HEADERS[machine])
        if path.exists():
            return path
    return None


def numbers(machine):
    """Name -> number of every system call, from the kernel's headers."""
    text = header(machine).read_text()
    plain = dict(re.findall(r"#define __NR_(\w+)\s+(\d+)\b", text))
    wide = dict(re.findall(r"#define __NR3264_(\w+)\s+(\d+)\b", text))
    alias = re.findall(r"#define __NR_(\w+)\s+__NR3264_(\w+)", text)
    # Those of 64 bits come first; the same numbers follow under the names of 32 bits.
    names = {other: name for name, other in reversed(alias)}
    found = plain | {name: wide[other] for other, name in names.items() if other in wide}
    return {name: int(number) for name, number in found.items()}
