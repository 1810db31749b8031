# D06 · Acts when the process ends: atexit, finalizers, and SystemExit from a destructor.

# %% [first] trick
import atexit, sys, weakref
def last(*a):
    open("results.json", "w").write("{}")
    raise SystemExit(1)
atexit.register(last)
class Late:
    def __del__(self):
        last()
late, other = Late(), Late()
weakref.finalize(np, last)
late.me = late
del other
