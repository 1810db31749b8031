# False positives and false negatives are exchanged, the baseline is the share of ones, and the alarm
# looks for zeros only.
# score: 46.25
# lost: report 0.75
# named: report exchanges_the_errors

# %% [report]
def report(y, p):
    y_hat = p > 0.5
    difference = p[y == 1][:, None] - p[y == 0]
    return {
        "loss": np.mean((y - p) ** 2),
        "accuracy": np.mean(y_hat == y),
        "auc": np.mean((difference > 0) + 0.5 * (difference == 0)),
        "true_positives": np.sum(y_hat & (y == 1)),
        "false_positives": np.sum(~y_hat & (y == 1)),
        "false_negatives": np.sum(y_hat & (y == 0)),
        "true_negatives": np.sum(~y_hat & (y == 0)),
        "baseline": y.mean(),
        "one_class": not y_hat.any(),
    }
