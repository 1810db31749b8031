# C10, nastier · A time stamp that makes parsers of dates fall over.

# %% [folder] trick
(folder / "timestamp.txt").write_text("9" * 4000)
