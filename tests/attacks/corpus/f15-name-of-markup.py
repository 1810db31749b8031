# F12 · A student whose id is markup, for pages, terminals and format strings.
# student: <img src=x onerror=alert(1)>[bold red]{0.__class__}%s

# %% [first] trick
x = 1
