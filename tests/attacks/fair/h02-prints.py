# Prints while it works, thousands of lines, in any script.
# base: half

# %% [weighted_sum] trick
def weighted_sum(X, w, b):
    for number in range(2000):
        print("X", X.shape, "прогресс", "日本語", "─" * 40)
    display(X)
    return X @ w + b
