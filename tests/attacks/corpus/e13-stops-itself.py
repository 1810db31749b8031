# Own · Stops itself by SIGSTOP, which no time limit in the process survives.
# limits: short
# reports: did not end

# %% [sigmoid] trick
def sigmoid(h):
    import os, signal
    os.kill(os.getpid(), signal.SIGSTOP)
    signal.raise_signal(signal.SIGSTOP)
    import time
    time.sleep(20)
    return h
