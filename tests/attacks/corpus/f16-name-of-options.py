# F12 · A student whose id looks like an option of a command.
# student: --force

# %% [first] trick
x = 1
