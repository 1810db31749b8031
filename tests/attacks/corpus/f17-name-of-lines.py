# F12 · A student whose id has lines, a quotation mark, a comma and an escape sequence.
# student: f17-a\nb,"c";\x1b[31m\tz

# %% [first] trick
x = 1
