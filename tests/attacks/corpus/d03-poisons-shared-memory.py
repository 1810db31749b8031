# Own · Leaves shared memory, semaphores, queues and abstract sockets for the next process.

# %% [first] trick
import ctypes, socket
libc = ctypes.CDLL(None, use_errno=True)
made = [libc.shmget(0x5EED, 4096, 0o1666), libc.semget(0x5EED, 1, 0o1666), libc.msgget(0x5EED, 0o1666)]
try:
    kept = socket.socket(socket.AF_UNIX)
    kept.bind("\0seed")
except OSError:
    pass
