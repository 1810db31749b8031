# Moves w2 and b2 first and takes the gradients of w1 and b1 with the new w2; finds two of the slips.
# score: 45.75
# lost: chain 0.25, slip_3 1
# named: chain moves_w2_first, slip_3 blames_the_first_bias, slip_3 suspects_the_first_slope

# %% [chain]
chain = {
    "z1": -0.095,
    "a1": 0.4763,
    "z2": 0.4429,
    "a2": 0.6089,
    "loss": 0.1794,
    "dl_da2": 0.5989,
    "da2_dz2": 0.2381,
    "dz2_dw2": 0.4763,
    "dz2_da1": 0.3,
    "da1_dz1": 0.2494,
    "dz1_dw1": 0.05,
    "dw2": 0.0679,
    "db2": 0.1426,
    "dw1": 0.00053,
    "db1": 0.0107,
    "updated": [-0.379, -1.126, 0.107, 0.035],
}

# %% [slip_3]
slip_3 = {"line": 4, "reason": "b"}
