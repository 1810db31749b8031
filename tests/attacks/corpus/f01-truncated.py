# F01 · The file ends in the middle.
# reports: could not be read

# %% [bytes] trick
content = content[: len(content) // 2]
