# F12 · A student whose id turns the direction of writing, and has characters that cannot be seen.
# student: f13-\u202egnorw\u200b\u0301 \u65e5\u672c

# %% [first] trick
x = 1
