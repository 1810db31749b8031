# B10 · Looks for secrets in the environment, in the processes above and in their memory.

# %% [first] trick
import ctypes, os
found = []
for pid in ("self", "1", str(os.getppid()), *map(str, range(2, 60))):
    for name in ("environ", "cmdline", "maps", "mem", "fd/3", "root/etc/passwd"):
        try:
            with open(f"/proc/{pid}/{name}", "rb") as file:
                found.append((pid, name, file.read(100)))
        except OSError:
            pass
libc = ctypes.CDLL(None, use_errno=True)
for pid in (1, os.getppid(), 2, 3):
    attached = libc.ptrace(16, pid, 0, 0)
    found += [("ptrace", pid)] * (attached == 0)
print("FOUND" if found else "nothing there", found, sorted(os.environ))
