# B13 without a link that can be seen · A hard link to a file of the instructor's.
# base: blank
# reports: no JSON|no notebook|not be read

# %% [folder] trick
path.unlink()
os.link(course / ".chalkgrad" / "secret", path)
