# Own · Trace, profile and audit hooks, and a meta path finder, on everything that runs later.

# %% [first] trick
import sys, threading
def hook(*a):
    return hook
sys.setprofile(hook)
sys.settrace(hook)
threading.setprofile(hook)
sys.addaudithook(lambda event, args: None)
class Finder:
    def find_spec(self, name, path=None, target=None):
        return None
sys.meta_path.insert(0, Finder())
sys.path_hooks.insert(0, hook)
sys.displayhook = sys.unraisablehook = hook
