# Own · Images that are not: a PNG's mark before a script, and a data URL of another kind.

# %% [first] trick
import base64
from IPython.display import display
bad = b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script></html>"
display({"image/png": base64.b64encode(bad).decode(), "text/plain": "\" onerror=\"alert(1)"}, raw=True)
display({"image/png": 'x" onerror="alert(1)', "text/plain": "p"}, raw=True)
display({"image/png": base64.b64encode(bad).decode() + '"><script>alert(1)</script>'}, raw=True)
