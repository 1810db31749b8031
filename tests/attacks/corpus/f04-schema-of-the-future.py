# F04 · nbgrader's schema in a version that does not exist, and nbformat 99.

# %% [notebook] trick
for number, cell in enumerate(cells):
    if "nbgrader" in cell["metadata"]:
        cell["metadata"]["nbgrader"]["schema_version"] = (99, 0, "three", None, [])[number % 5]
notebook["nbformat"] = 99
notebook["nbformat_minor"] = -1
