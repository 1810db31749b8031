# B13, bolder · The notebook itself is a link to a good student's.
# base: blank
# reports: link

# %% [folder] trick
path.unlink()
path.symlink_to("../../a00/hw1a/hw1a.ipynb")
