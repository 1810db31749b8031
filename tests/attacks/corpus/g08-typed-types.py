# Own · Typed answers of types that may slip through: text, huge numbers, booleans, subclasses.

# %% [or_table] trick
class Yes(str):
    __eq__ = lambda self, other: True
    __hash__ = str.__hash__
class One(int):
    __eq__ = __ge__ = __le__ = lambda self, other: True
    __hash__ = int.__hash__
    __float__ = lambda self: 0.38
class Half(float):
    __eq__ = lambda self, other: True
    __hash__ = float.__hash__
    __float__ = lambda self: 0.38
or_table = {
    "h": [Yes("x"), One(7), Half(7), True],
    "p": [10 ** 3000, -(10 ** 3000), 1e308, b"0.38"],
    "y_hat": [False, None, "0", ...],
    "squared_error": [np.float64(9), np.array(9), np.array([9]), [9]],
    "dl_dp": [complex(1, 1), {1: 2}, {1, 2}, range(3)],
    "dp_dh": np.array([["9"]]),
    "dh_dw1": iter([0, 0, 1, 1]),
    "gradient": lambda: [-0.12, -0.13, -0.13],
    "updated": type("L", (list,), {"__iter__": lambda s: iter([4.0, 4.0, 4.0])})([9, 9, 9]),
}

# %% [slip_1] trick
slip_1 = {"line": One(1), "reason": Yes("a")}
