# F01 · UTF-16 with a mark, and Windows line ends: odd, but a notebook.
# base: half
# reports: UTF-16

# %% [bytes] trick
content = content.decode().replace("\\n", "\\r\\n").encode("utf-16")
