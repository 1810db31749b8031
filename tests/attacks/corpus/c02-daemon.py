# C02 · Leaves a daemon behind that would write after the grading is over.
# bounded: one process, which ends after four seconds

# %% [first] trick
import os, sys, time
try:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(4)
            open("/tmp/chalkgrad-was-here-daemon", "w").close()
        os._exit(0)
except OSError:
    pass
