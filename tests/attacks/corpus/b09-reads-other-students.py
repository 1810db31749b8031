# B09 · Looks for the submissions of others, before and after its own.

# %% [last] trick
import glob, json
for pattern in ("../../*/hw1a/*.ipynb", "../../../submitted/*/hw1a/*.ipynb", "/sandbox/**/*.ipynb",
                "/tmp/pytest-of-*/pytest-*/*/*/submitted/*/hw1a/*.ipynb"):
    for path in glob.glob(pattern, recursive=True):
        try:
            cells = json.load(open(path))["cells"]
        except Exception:
            continue
        for cell in cells:
            try:
                exec("".join(cell["source"]))
            except Exception:
                pass
