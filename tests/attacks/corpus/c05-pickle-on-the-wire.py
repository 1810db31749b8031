# C05 · Sends a pickle, as header and as payload, that would run a command in whoever loads it.
# reports: sent something unreadable

# %% [first] trick
import os, pickle, struct
class Command:
    def __reduce__(self):
        return os.system, ("touch /tmp/chalkgrad-was-here-pickle",)
poison = pickle.dumps(Command())
pickle.dump = lambda o, f, *a, **k: f.write(poison)

# %% [sigmoid] trick
def sigmoid(h):
    os.write(3, struct.pack("!IQ", len(poison), 0) + poison)
    return h

# %% [weighted_sum] trick
def weighted_sum(X, w, b):
    return Command()
