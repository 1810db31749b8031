# E06, from outside · Brings ten megabytes of outputs along in the file itself.

# %% [notebook] trick
for cell in cells:
    if cell["cell_type"] == "code":
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "q" * 150_000}]
