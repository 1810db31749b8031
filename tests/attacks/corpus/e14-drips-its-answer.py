# Own · Sends its answer byte by byte, so that something always arrives.
# limits: short
# reports: did not end|unreadable

# %% [sigmoid] trick
def sigmoid(h):
    import os, struct, time
    os.write(3, struct.pack("!IQ", 1000, 0))
    for _ in range(200):
        os.write(3, b" ")
        time.sleep(0.1)
    return h
