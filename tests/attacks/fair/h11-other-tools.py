# Saved by other tools: no checks, no ids, outputs left in, a byte-order mark, a newer nbformat.
# base: half

# %% [notebook] trick
for cell in cells:
    if cell["id"].endswith("-check"):
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["old"]}]
    cell["metadata"].pop("chalkgrad", None)
    cell["metadata"]["colab"] = {"base_uri": "https://localhost:8080/"}
    cell["metadata"]["vscode"] = {"languageId": "python"}
    cell.pop("id")
notebook["nbformat_minor"] = 9
notebook["metadata"]["widgets"] = {}

# %% [bytes] trick
content = b"\xef\xbb\xbf" + content
