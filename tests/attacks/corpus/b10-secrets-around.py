# B10 · Looks for secrets in the environment, in the processes above and in their memory.
# bounded: only its parent, unless it is in a process namespace of its own

# %% [first] trick
import ctypes, os
pids = [os.getppid(), *((1, 2, 3) if os.getppid() == 1 else ())]
found = []
for pid in ("self", *pids):
    for name in ("environ", "cmdline", "maps", "mem", "root/etc/passwd"):
        try:
            with open(f"/proc/{pid}/{name}", "rb") as file:
                found.append((pid, name, file.read(100)))
        except OSError:
            pass
libc = ctypes.CDLL(None, use_errno=True)
found += [("ptrace", pid) for pid in pids if libc.ptrace(16, pid, 0, 0) == 0]
print("FOUND" if found else "nothing there", found, sorted(os.environ))
