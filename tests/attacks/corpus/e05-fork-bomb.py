# E05 · Forks, and its children fork.
# bounded: at most 128 processes, which end after two seconds

# %% [first] trick
import os, time
root = os.getpid()
for _ in range(7):
    try:
        os.fork()
    except OSError:
        break
if os.getpid() != root:
    time.sleep(2)
    os._exit(0)
