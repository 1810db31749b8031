# One function reads memory that is not there and takes the whole Python process with it.
# score: 40
# lost: numerical_gradient 3

# %% [numerical_gradient]
import ctypes

def numerical_gradient(f, theta, epsilon):
    # "found on the internet: fast access to the raw array"
    return ctypes.cast(epsilon.__hash__() % 4096, ctypes.POINTER(ctypes.c_double))[0]
