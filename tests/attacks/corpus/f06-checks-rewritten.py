# F05, inside · The locked cells of the checks are redefined to show full points.
# reports: Locked cells differ

# %% [notebook] trick
for cell in cells:
    if cell["id"].endswith(("-check", "-hidden")):
        cell["source"] = ["1000.0"]
        cell["outputs"] = [{"output_type": "execute_result", "execution_count": 1, "metadata": {},
                            "data": {"text/plain": ["1000.0"]}}]
    if cell["id"] in ("setup", "tables", "setup-checks"):
        cell["source"] = ["import numpy as np\nnp.exp = lambda x: x\nraise SystemExit"]
