# Own · A device in place of the notebook, that never ends.
# base: blank
# reports: no ordinary file|link

# %% [folder] trick
path.unlink()
try:
    os.mknod(path, 0o20666, os.makedev(1, 5))
except OSError:
    path.symlink_to("/dev/zero")
