# F03 · Every cell twice, with the same ids, the checks too.
# reports: occurs 2 times

# %% [notebook] trick
cells[:] = [json.loads(json.dumps(cell)) for cell in cells for _ in range(2)]
