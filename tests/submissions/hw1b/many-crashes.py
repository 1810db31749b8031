# Seven functions bring Python down. Each costs its own points; the right ones after them still count.
# score: 40
# lost: tanh 0.5, relu 0.5, relative_error 1, standardize 1, report 1.5, penalty 1.5, early_stopping 1

# %% [tanh]
import os

def tanh(z):
    os._exit(0)

# %% [relu]
def relu(z):
    os._exit(0)

# %% [relative_error]
def relative_error(gradients, numerical):
    os._exit(0)

# %% [standardize]
def standardize(X_train, X_validation, X_test):
    os._exit(0)

# %% [report]
def report(y, p):
    os._exit(0)

# %% [penalty]
def penalty(params, l1, l2):
    os._exit(0)

# %% [early_stopping]
def early_stopping(losses, patience):
    os._exit(0)
