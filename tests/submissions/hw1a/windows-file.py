# Saved by an editor that writes Windows code page 1252, with words like “naïve” in it. All right.
# encoding: cp1252
# score: 43
# lost: nothing

# %% [sigmoid]
def sigmoid(h):
    # naïve, but it works – that's “good enough” for 2 €
    return 1 / (1 + np.exp(-h))

# %% [xor_discussion] markdown
# A naïve answer – one straight line can’t part the two “diagonals” of the square: p stays at ½.
