# One answer that crashes and one that never comes back cost themselves alone.
# base: half
# limits: short

# %% [majority_baseline] trick
def majority_baseline(y):
    while True:
        pass

# %% [l2_penalty] trick
def l2_penalty(w, l2):
    import ctypes
    return ctypes.string_at(0)
