# Own · A pipe in place of the notebook, at which a reader would wait for ever.
# base: blank
# reports: no ordinary file

# %% [folder] trick
path.unlink()
os.mkfifo(path)
