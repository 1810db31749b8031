# F11 · All cells in the opposite order.
# base: half

# %% [notebook] trick
cells.reverse()
