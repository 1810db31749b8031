# The sign of h is lost in the sigmoid, everything after it is built on it. Only the sigmoid pays,
# and p in the table by hand, from which the rest follows rightly.
# score: 40.5
# lost: or_table 0.5, sigmoid 2
# named: or_table loses_the_sign_of_h, sigmoid loses_the_sign

# %% [or_table]
or_table = {
    "h": [-0.5, -1.5, 0.5, -0.5],
    "p": [0.62, 0.82, 0.38, 0.62],
    "y_hat": [1, 1, 0, 1],
    "squared_error": [0.38, 0.03, 0.38, 0.14],
    "dl_dp": [1.24, -0.36, -1.24, -0.76],
    "dp_dh": [0.24, 0.15, 0.24, 0.24],
    "dh_dw1": [0, 0, 1, 1],
    "gradient": [-0.12, -0.06, -0.06],
    "updated": [1.12, -0.94, -0.44],
}

# %% [sigmoid]
def sigmoid(h):
    return 1 / (1 + np.exp(h))
