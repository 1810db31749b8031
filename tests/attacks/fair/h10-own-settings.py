# Own settings: print options, floating-point errors, plot styles, seeds, another folder.
# base: half

# %% [first] trick
import os, random, tempfile
np.set_printoptions(precision=2, suppress=True)
np.seterr(divide="ignore")
np.random.seed(42)
random.seed(42)
plt.style.use("ggplot")
os.makedirs("figures", exist_ok=True)
plt.plot([1, 2]); plt.savefig("figures/one.png"); plt.close()
try:
    import pandas as pd
    import torch
except ImportError:
    print("not here")
