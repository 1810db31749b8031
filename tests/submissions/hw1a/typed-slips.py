# The code is right; the typed answers are not all: the deck's own 0.38 in row (1, 0), blamed on the
# total in slip 1, and the step taken uphill.
# score: 39.75
# lost: or_table 1.25, slip_1 1, slip_2 1
# named: or_table loses_the_sign_of_h, slip_1 blames_the_total

# %% [or_table]
or_table = {
    "h": ["-0.5", "-1.5", "0.5", "-0.5"],
    "p": [".38", ".18", ".38", ".38"],
    "y_hat": [0, 0, 1, 0],
    "squared_error": [0.14, 0.67, 0.14, 0.39],
    "dl_dp": [0.76, -1.64, -0.76, -1.24],
    "dp_dh": [0.24, 0.15, 0.24, 0.24],
    "dh_dw1": [0, 0, 1, 1],
    "gradient": [-0.12, -0.13, -0.13],
    "updated": [0.88, -1.13, -0.63],
}

# %% [slip_1]
slip_1 = {"line": 5, "reason": "c"}

# %% [slip_2]
slip_2 = {"line": 4, "reason": "d"}
