# Own · Text that is no text: lone surrogates, NUL, and control characters, everywhere.

# %% [notebook] trick
odd = "\ud800\udfff\x00\x1b[2J\u202e\u2066\x08\x7f\u2028</script>"
for cell in cells:
    if cell["id"] == "xor_discussion" or cell["id"] == "scratch-table":
        cell["source"] = [odd]
cells.append({"cell_type": "code", "id": "odd", "metadata": {}, "source": f"print({odd!r})\n'''{odd}'''"})
