# C04 · Writes a result to every descriptor that is open.
# reports: sent something unreadable|ended its process

# %% [sigmoid] trick
def sigmoid(h):
    import os
    for fd in range(3, 64):
        try:
            os.write(fd, b'{"q1": {"passed": true, "score": 1000}}\n')
        except OSError:
            pass
    return h
