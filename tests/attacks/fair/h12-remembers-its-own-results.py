# A cache, a counter and a global of its own, as people have them who were told to be quick.
# base: half

# %% [sigmoid] trick
cache, n_calls = {}, 0
def sigmoid(h):
    global n_calls
    n_calls += 1
    key = np.asarray(h).tobytes()
    if key not in cache:
        cache[key] = 1 / (1 + np.exp(-h))
    return cache[key]

# %% [squared_error] trick
from dataclasses import dataclass
@dataclass
class Loss:
    power: int = 2
    def __call__(self, y, p):
        return float((abs(y - p) ** self.power).mean())
squared_error = Loss()
