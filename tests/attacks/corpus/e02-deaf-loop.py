# E02 · A loop that ignores every signal and catches every exception.
# limits: short
# reports: did not end

# %% [sigmoid] trick
def sigmoid(h):
    import signal
    for number in (2, 14, 15):
        signal.signal(number, signal.SIG_IGN)
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
