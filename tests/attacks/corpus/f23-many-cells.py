# Own · Thirteen hundred cells.
# reports: only the first 1000 were read

# %% [notebook] trick
cells[:] = [{"cell_type": "markdown", "id": f"x{i}", "source": "1", "metadata": {}}
            for i in range(1200)] + cells
