# Own · Ids that are paths, formulas, scripts, of 300 characters, of wrong types, or missing.

# %% [notebook] trick
odd = ["../../x", "/etc/passwd", "=1+1", "<script>alert(1)</script>", "a" * 300, "sigmoid\n", "",
       None, 7, ["sigmoid"], {"id": 1}, "sigmoid\u0000", "ѕigmoid", "con", "-rf", "%s%n"]
for name in odd:
    cells.append({"cell_type": "code", "id": name, "source": "1", "outputs": [],
                  "metadata": {"nbgrader": {"grade_id": name}}})
