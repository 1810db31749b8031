# Right but slow: each call waits or computes for a good part of a second.
# base: half

# %% [majority_baseline]
def majority_baseline(y):
    return max(np.mean(y), 1 - np.mean(y))

# %% [majority_baseline] trick
import time
def majority_baseline(y):
    time.sleep(0.6)
    return max(sum(1 for each in y if each), sum(1 for each in y if not each)) / len(y)

# %% [predict] trick
def predict(p):
    total = 0
    for i in range(500_000):
        total += i
    return np.where(p > 0.5, 1, 0)
