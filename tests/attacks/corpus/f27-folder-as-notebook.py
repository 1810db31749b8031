# Own · A folder in place of the notebook.
# base: blank
# reports: directory|no ordinary file

# %% [folder] trick
path.unlink()
path.mkdir()
(path / "x").write_text("y")
