# A09 · Blanks every later cell by an input transformer.

# %% [last] trick
get_ipython().input_transformers_cleanup.append(lambda lines: ["pass\n"])
get_ipython().input_transformers_post.append(lambda lines: ["pass\n"])
