# F01 · Brackets, a hundred thousand deep.
# reports: nested too deeply|too many parts

# %% [bytes] trick
content = b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
