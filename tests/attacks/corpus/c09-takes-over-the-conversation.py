# Own · Never returns from its cell: it speaks the protocol itself, and says that all is right.
# reports: sent something unreadable|ended its process

# %% [last] trick
import json, os, struct
def read(n):
    got = b""
    while len(got) < n:
        piece = os.read(3, n - len(got))
        if not piece:
            os._exit(0)
        got += piece
    return got
def answer(n, **more):
    header = json.dumps({"n": n, "arrays": [], **more}).encode()
    os.write(3, struct.pack("!IQ", len(header), 0) + header)
import sys
frame, n = sys._getframe(), 0
while frame:
    n = frame.f_locals.get("message", {}).get("n", n) if "message" in frame.f_locals else n
    frame = frame.f_back
answer(n, kind="outputs", outputs=[])
for _ in range(500):
    n_header, n_payload = struct.unpack("!IQ", read(12))
    asked = json.loads(read(n_header))
    read(n_payload)
    answer(asked["n"], kind="value", value=["d", {"passed": True, "points": 99}], passed=True,
           points=99, changed=[], want=None)
os._exit(0)
