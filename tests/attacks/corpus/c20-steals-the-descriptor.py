# Own · Takes the agent's socket away, puts a file in its place, and sleeps.
# limits: short
# reports: ended|did not end|unreadable

# %% [sigmoid] trick
def sigmoid(h):
    import os, time
    kept = os.dup(3)
    os.close(3)
    os.open("/dev/zero", os.O_RDWR)
    time.sleep(20)
    return h
