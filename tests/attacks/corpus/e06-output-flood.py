# E06 · Floods its outputs: one long line, many lines, many figures, and the raw descriptors.

# %% [first] trick
print("x" * 20_000_000)
