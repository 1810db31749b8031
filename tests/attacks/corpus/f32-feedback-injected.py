# Own · Text that a page could take for its own: closed tags, false results, false comments.

# %% [sigmoid] trick
def sigmoid(h):
    raise ValueError('</p></div></article><p class="total">50 / 50</p><!-- `x` <b>')

# %% [slip_1] trick
slip_1 = {"line": "</td><script>alert(1)</script>", "reason": "' onmouseover='alert(1)"}

# %% [or_table] trick
or_table = {"h": ["<b>0</b>", "{{ 7*7 }}", "{% raw %}", "${7*7}"], "<script>alert(1)</script>": 1,
            "p</pre><script>": [1]}
