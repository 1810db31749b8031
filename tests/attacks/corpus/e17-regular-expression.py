# Own · Text that makes bad regular expressions slow: in names, in errors and in typed answers.

# %% [sigmoid] trick
def sigmoid(h):
    raise ValueError("(" * 500 + "`" * 501 + "\x1b[" + "0;" * 900 + "a" * 10_000 + "!")

# %% [or_table] trick
or_table = {name: ["1" * 30_000, "0." + "0" * 5000 + "e", "1e" * 3000, " " * 9000]
            for name in ("h", "p", "y_hat", "squared_error", "dl_dp", "dp_dh", "dh_dw1")}
