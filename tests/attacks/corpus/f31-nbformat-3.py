# Own · The structure of an older format, in which cells hide in worksheets.

# %% [notebook] trick
for cell in cells:
    if cell["cell_type"] == "code":
        cell["input"] = cell.pop("source")
notebook = {"metadata": {}, "nbformat": 3, "worksheets": [{"cells": cells}], "cells": None}
