# One wrong number early in each typed table (a lost sign, a forgotten 2), everything after it rightly
# computed from it: only the wrong numbers themselves cost.
# score: 46.25
# lost: chain 0.25, network_row 0.5
# named: chain loses_the_sign_of_z, network_row loses_the_two

# %% [chain]
chain = {
    "z1": -0.095,
    "a1": 0.5237,
    "z2": 0.4571,
    "a2": 0.6123,
    "loss": 0.1814,
    "dl_da2": 0.6023,
    "da2_dz2": 0.2374,
    "dz2_dw2": 0.5237,
    "dz2_da1": 0.3,
    "da1_dz1": 0.2494,
    "dz1_dw1": 0.05,
    "dw2": 0.0749,
    "db2": 0.1430,
    "dw1": 0.00053,
    "db1": 0.0107,
    "updated": [-0.449, -1.130, 0.095, -0.207],
}

# %% [network_row]
network_row = {
    "z": [-0.5, -0.5, 0.5],
    "a": [0.3775, 0.3775, 0.6225],
    "o": -0.3674,
    "p": 0.4092,
    "loss": 0.1674,
    "delta": 0.0989,
    "dw_out": [0.0373, 0.0373, 0.0616],
    "dw_1": [0.0232, 0.0232, -0.0232],
}
