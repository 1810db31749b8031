# F05 · Says that the checks are solutions, that the solutions are checks, and all is worth 1000.
# reports: nbgrader's flags differ

# %% [notebook] trick
for cell in cells:
    data = cell["metadata"].get("nbgrader")
    if data:
        data["grade"], data["solution"] = data["solution"], data["grade"]
        data["points"] = 1000
        data["locked"] = False
    if "chalkgrad" in cell["metadata"]:
        cell["metadata"]["chalkgrad"]["kind"] = "provided"
