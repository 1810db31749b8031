# Own · Typed numbers that are short to write and long to read.

# %% [or_table] trick
or_table = {name: ["1e999999999", "9" * 4000, "1/3" * 500, "0x" + "f" * 900]
            for name in ("h", "p", "y_hat", "squared_error", "dl_dp", "dp_dh", "dh_dw1")}
or_table |= {"gradient": [10 ** 4000, -(10 ** 4000), 1e308], "updated": ["2**9**9**9", "inf", "nan"]}
