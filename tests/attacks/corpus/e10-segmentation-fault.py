# E10 · Crashes hard: reads at address zero, and ends itself by signals.
# reports: segmentation fault|signal

# %% [sigmoid] trick
def sigmoid(h):
    import ctypes
    ctypes.string_at(0)

# %% [predict] trick
def predict(p):
    import os
    os.abort()

# %% [after slip_1] trick
import os
os.kill(os.getpid(), 9)
