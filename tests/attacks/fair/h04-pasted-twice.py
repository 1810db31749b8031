# A cell pasted twice: first the wrong draft, then the right answer; and a copy of a check.
# base: half

# %% [notebook] trick
draft = json.loads(json.dumps(by_id["sigmoid"]))
draft["source"] = ["def sigmoid(h):\n", "    return 1 / (1 + np.exp(h))"]
cells.insert(cells.index(by_id["sigmoid"]), draft)
cells.insert(cells.index(by_id["sigmoid"]) + 2, json.loads(json.dumps(by_id["sigmoid-check"])))
