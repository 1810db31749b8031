# The factor 2 of the squared error is lost, in the table and in the code; backward_pass calls
# chain_factors and is right in itself. The updated weights follow from the student's own gradient.
# score: 41.5
# lost: or_table 0.5, chain_factors 1
# named: or_table loses_the_two, chain_factors loses_the_two

# %% [or_table]
or_table = {
    "h": [-0.5, -1.5, 0.5, -0.5],
    "p": [0.38, 0.18, 0.62, 0.38],
    "y_hat": [0, 0, 1, 0],
    "squared_error": [0.14, 0.67, 0.14, 0.39],
    "dl_dp": [0.38, -0.82, -0.38, -0.62],
    "dp_dh": [0.24, 0.15, 0.24, 0.24],
    "dh_dw1": [0, 0, 1, 1],
    "gradient": [-0.06, -0.07, -0.07],
    "updated": [1.06, -0.93, -0.43],
}

# %% [chain_factors]
def chain_factors(X, y, p):
    return p - y, p * (1 - p), X
