# Calls os._exit inside a function as if it were a script, and exit() at the end of a cell.
# score: 42
# lost: majority_baseline 1

# %% [majority_baseline]
import os

def majority_baseline(y):
    share = np.mean(y)
    if share > 1:
        print("not a share")
    os._exit(0)

# %% [xor_discussion] markdown
# One line cannot separate the two diagonals, so the neuron gives up at p = ½.

# %% [slip_2]
slip_2 = {"line": 4, "reason": "b"}
exit()
