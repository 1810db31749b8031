# Own · Chooses every answer of a choice: lists, sets, text with all letters, numbers in a row.

# %% [slip_1] trick
slip_1 = {"line": [1, 2, 3, 4, 5], "reason": "a b c d"}

# %% [slip_2] trick
slip_2 = {"line": "1 2 3 4 5", "reason": ["a", "b", "c", "d"]}

# %% [or_table] trick
or_table = {"y_hat": [[0, 1]] * 4, "h": ["-0.5 or -1.5 or 0.5"] * 4, "dh_dw1": ["0|1"] * 4}
