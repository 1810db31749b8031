# Own · Well-formed frames with senseless contents: kinds, shapes, tables and numbers that lie.
# reports: sent something unreadable

# %% [first] trick
import json, os, struct, sys
def send(reply, payload=b""):
    frame, n = sys._getframe(), 0
    while frame:
        if isinstance(frame.f_locals.get("message"), dict):
            n = frame.f_locals["message"].get("n", n)
        frame = frame.f_back
    header = json.dumps({"n": n} | reply).encode()
    os.write(3, struct.pack("!IQ", len(header), len(payload)) + header + payload)

# %% [sigmoid] trick
def sigmoid(h):
    send({"kind": "value", "value": ["a", 0], "arrays": [["f8", [2**40, 2**40, 0]]]})
    return h

# %% [weighted_sum] trick
def weighted_sum(X, w, b):
    send({"kind": "value", "value": ["a", 0], "arrays": [["f8", [-4]]]}, b"1" * 32)
    return X

# %% [predict] trick
def predict(p):
    send({"kind": "value", "value": ["a", 0], "arrays": [["O", [1]]]}, b"12345678")
    return p

# %% [squared_error] trick
def squared_error(y, p):
    send({"kind": {"value": 1}, "value": ["zz", 0], "arrays": "none", "changed": {"a": 1}})
    return 1.0

# %% [majority_baseline] trick
def majority_baseline(y):
    send({"kind": "value", "value": ["g", 10**400], "arrays": []})
    return 1.0
