# Takes the logarithm to base 10, and the softmax over the columns.
# score: 45.25
# lost: softmax 1, categorical_cross_entropy 0.75
# named: softmax adds_down_the_columns, categorical_cross_entropy takes_the_decimal_logarithm

# %% [softmax]
def softmax(Z):
    E = np.exp(Z - Z.max())
    return E / E.sum(axis=0)

# %% [categorical_cross_entropy]
def categorical_cross_entropy(y, P):
    return -np.log10(np.clip(P[np.arange(len(y)), y], 1e-12, None)).mean()
