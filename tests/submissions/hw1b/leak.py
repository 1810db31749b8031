# Standardizes with the figures of all rows, those held back among them.
# score: 46
# lost: standardize 1
# named: standardize leaks_the_test_rows

# %% [standardize]
def standardize(X_train, X_validation, X_test):
    X = np.vstack([X_train, X_validation, X_test])
    mean, deviation = X.mean(axis=0), X.std(axis=0)
    deviation[deviation == 0] = 1
    return (X_train - mean) / deviation, (X_validation - mean) / deviation, (X_test - mean) / deviation
