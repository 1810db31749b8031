# Own · Replies that are deep, that are huge, and that are numbers which JSON does not have.
# reports: sent something unreadable

# %% [first] trick
import os, struct
def raw(header, payload=b""):
    os.write(3, struct.pack("!IQ", len(header), len(payload)) + header + payload)

# %% [sigmoid] trick
def sigmoid(h):
    raw(b"[" * 100_000 + b"]" * 100_000)
    return h

# %% [weighted_sum] trick
def weighted_sum(X, w, b):
    os.write(3, struct.pack("!IQ", 2**32 - 1, 2**63))
    return X

# %% [predict] trick
def predict(p):
    raw(b'{"n": NaN, "kind": Infinity, "value": -Infinity}')
    return p

# %% [squared_error] trick
def squared_error(y, p):
    raw(b'{"n": ' + b"9" * 5000 + b"}")
    return 1.0

# %% [majority_baseline] trick
def majority_baseline(y):
    raw(b'{"n": 1, "n": 2, "kind": "value", "kind": "crashed"}')
    return 1.0
