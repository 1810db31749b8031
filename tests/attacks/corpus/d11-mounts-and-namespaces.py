# Own · Tries to mount, to leave its namespaces and its root, and to get its rights back.

# %% [first] trick
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
got = []
for name, call in {
    "unshare": lambda: libc.unshare(0x10000000),
    "mount": lambda: libc.mount(b"none", b"/sandbox/work", b"tmpfs", 0, None),
    "chroot": lambda: libc.chroot(b"."),
    "setuid": lambda: libc.setuid(0),
    "setresuid": lambda: libc.setresuid(0, 0, 0),
    "capset": lambda: libc.prctl(47, 2, 21, 0, 0),
    "pivot": lambda: libc.syscall(155, b".", b"."),
    "keyctl": lambda: -1 if libc.syscall(250, 0, -3, 0) < 0 else -1,
    "bpf": lambda: libc.syscall(321, 0, 0, 0),
    "io_uring": lambda: libc.syscall(425, 4, 0),
}.items():
    if call() == 0:
        got.append(name)
print("GOT" if got else "nothing", got)
