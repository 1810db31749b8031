# A12 · Silences the traceback of every exception.

# %% [first] trick
import IPython.core.interactiveshell as shell
shell.InteractiveShell.showtraceback = lambda *a, **k: None
type(get_ipython()).showtraceback = None
get_ipython().set_custom_exc((BaseException,), lambda *a, **k: None)
import sys
sys.excepthook = lambda *a: None
