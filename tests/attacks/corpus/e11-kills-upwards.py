# E11 · Kills its parent, its group and everything that it can reach.
# reports: signal|ended its process|lost
# bounded: only its parent, unless it is in a process namespace of its own

# %% [sigmoid] trick
def sigmoid(h):
    import os
    kills = [lambda: os.kill(os.getppid(), 9),
             lambda: os.killpg(os.getpgid(os.getppid()), 15)]
    if os.getppid() == 1:
        kills += [lambda: os.kill(1, 9), lambda: os.kill(-1, 9)]
    for kill in kills:
        try:
            kill()
        except OSError:
            pass
    return h

# %% [predict] trick
def predict(p):
    import os
    os.kill(os.getpid(), 9)
    os._exit(9)
