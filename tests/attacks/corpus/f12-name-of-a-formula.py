# F12 · A student whose id is a spreadsheet's formula.
# student: =HYPERLINK("http:evil.example","100")

# %% [first] trick
x = 1
