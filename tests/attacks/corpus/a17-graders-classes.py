# A17 · Patches the classes of every grader it finds in memory, this one's agent first.

# %% [first] trick
import sys
for name, module in list(sys.modules.items()):
    if name.startswith(("autograder", "otter", "nbgrader", "gradescope", "pl_")):
        for key in list(vars(module)):
            if callable(getattr(module, key)):
                setattr(module, key, lambda *a, **k: None)
child = sys.modules.get("chalkgrad_agent.child")
if child is not None:
    child._changed = lambda *a: []
    child._source = child._value = lambda *a: ({"kind": "value", "points": 99, "passed": True}, 1.0)
