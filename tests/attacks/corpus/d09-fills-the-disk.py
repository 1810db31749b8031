# Own · Fills the scratch folder, with bytes and with empty files.
# bounded: at most 100 MB and 5,000 files, in a folder of its own size

# %% [first] trick
import os
try:
    for number in range(4):
        with open(f"big-{number}", "wb") as file:
            file.write(b"\0" * 25_000_000)
except OSError:
    pass
try:
    for number in range(5000):
        open(f"empty-{number}", "w").close()
except OSError:
    pass
