# C12 · Ends the process as soon as it starts: an older, better score must not stay.
# earlier: right-vectorised
# reports: ended its process

# %% [first] trick
import os
os._exit(0)
