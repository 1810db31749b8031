# C10, nastier · A time stamp that makes parsers of dates fall over.
# base: half
# late: yes

# %% [folder] trick
(folder / "timestamp.txt").write_text("9" * 4000)
