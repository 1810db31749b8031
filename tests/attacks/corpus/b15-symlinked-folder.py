# B13, bolder still · The whole folder is a link to a good student's.
# base: blank
# reports: link

# %% [folder] trick
path.unlink()
folder.rmdir()
folder.symlink_to("../a00/hw1a")
