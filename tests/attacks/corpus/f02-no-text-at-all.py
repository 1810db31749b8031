# F01 · Random bytes in place of the file.
# reports: could not be read

# %% [bytes] trick
import hashlib
content = b"".join(hashlib.sha256(bytes([i])).digest() for i in range(200))
