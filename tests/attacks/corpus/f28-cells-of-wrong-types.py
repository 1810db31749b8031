# Own · Cells that are numbers, sources that are dicts, metadata that is a list.
# reports: is no cell|no known type|is no text

# %% [notebook] trick
cells[3:3] = [7, None, "cell", [], {"cell_type": "video", "source": {"a": 1}},
              {"cell_type": "code", "source": [1, None, {"x": 2}], "metadata": [1, 2]}]
