# Takes log10 in the cross-entropy; it is finite where it should be, so that half point stays.
# score: 41.5
# lost: binary_cross_entropy 1.5
# named: binary_cross_entropy takes_log10

# %% [binary_cross_entropy]
def binary_cross_entropy(y, p):
    eps = 1e-12
    p = np.clip(p, eps, 1 - eps)
    return -np.mean(y * np.log10(p) + (1 - y) * np.log10(1 - p))
