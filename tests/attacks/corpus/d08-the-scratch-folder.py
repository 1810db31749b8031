# Own · Fills the scratch folder with what is hard to remove: deep, locked, odd and linked names.

# %% [first] trick
import os
os.makedirs("locked/inside", exist_ok=True)
open("locked/inside/file", "w").write("x")
for action in (
    lambda: os.symlink("/sandbox/agent", "link"),
    lambda: os.symlink("..", "data-link"),
    lambda: os.link("/usr/bin/env", "hard"),
    lambda: os.link("data/clinical.npz", "hard-data"),
    lambda: os.mkfifo("pipe"),
    lambda: os.mknod("device", 0o60666, os.makedev(8, 0)),
    lambda: open(b"\xff\xfe \n", "w").close(),
    lambda: open("n" * 255, "w").close(),
):
    try:
        action()
    except OSError:
        pass
here = os.getcwd()
try:
    for depth in range(300):
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
except OSError:
    pass
os.chdir(here)
os.chmod("locked/inside", 0)
os.chmod("locked", 0)
