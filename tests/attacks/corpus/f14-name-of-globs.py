# F12 · A student whose id is a pattern that matches everyone.
# student: [a-z]*

# %% [first] trick
x = 1
