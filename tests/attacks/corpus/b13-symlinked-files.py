# B13 · Puts links to the gradebook, to the secret and to others' work beside its notebook.

# %% [folder] trick
(folder / "leak.txt").symlink_to("../../../gradebook.db")
(folder / "secret.txt").symlink_to("../../../.chalkgrad/secret")
(folder / "timestamp.txt").symlink_to("../../../.chalkgrad/secret")
(folder / "everything").symlink_to("/")
(folder / "others").symlink_to("../..")
