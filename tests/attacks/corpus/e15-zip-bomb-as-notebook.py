# E15 · An archive in place of the notebook, whose contents are a thousand times its size.
# base: blank
# reports: no JSON|not be read|archive
# bounded: it would unpack to 100 MB

# %% [folder] trick
import zipfile
with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("hw1a.ipynb", b"\0" * 100_000_000)
