# F16 · Scripts in every kind of output that a notebook can have, computed and brought along.

# %% [first] trick
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display, IFrame
bad = "<script>document.title='pwned';fetch('http://127.0.0.1:9/pwned')</script>"
display(HTML(bad), Javascript("document.title='pwned'"), Markdown(bad), Latex(r"$\href{javascript:alert(1)}{x}$"))
display(IFrame("javascript:alert(1)", 10, 10))
display({"text/html": bad, "image/svg+xml": f"<svg onload=alert(1)>{bad}</svg>", "text/plain": bad,
         "application/javascript": "alert(1)", "application/vnd.jupyter.widget-view+json": {}}, raw=True)
print(bad, "\x1b]8;;javascript:alert(1)\x07link\x1b]8;;\x07")
bad

# %% [notebook] trick
bad = "<script>document.title='pwned'</script>"
for cell in cells:
    if cell["cell_type"] == "code":
        cell["outputs"] = [{"output_type": "display_data", "metadata": {},
                            "data": {"text/html": bad, "image/svg+xml": bad, "text/plain": bad}}]
