# E12 · Leaves by every exception that is no Exception, also from inside the answer.

# %% [sigmoid] trick
def sigmoid(h):
    raise SystemExit(0)

# %% [weighted_sum] trick
def weighted_sum(X, w, b):
    raise KeyboardInterrupt

# %% [predict] trick
def predict(p):
    raise GeneratorExit

# %% [squared_error] trick
def squared_error(y, p):
    raise BaseException("out")

# %% [after slip_1] trick
import sys
sys.exit(0)

# %% [last] trick
exit()
quit()
