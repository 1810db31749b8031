# Takes the logarithm to base 10, and the softmax over the columns.
# score: 0
# lost: all

# %% [softmax]
def softmax(Z):
    E = np.exp(Z - Z.max())
    return E / E.sum(axis=0)

# %% [categorical_cross_entropy]
def categorical_cross_entropy(y, P):
    return -np.log10(np.clip(P[np.arange(len(y)), y], 1e-12, None)).mean()
