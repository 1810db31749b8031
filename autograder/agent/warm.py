"""What is imported and tried out once in the fork server, so that no child has to."""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
from typing import Any

from .capture import OutputCaps
from .shell import make_shell, record, run_cell

MODULES = (
    "numpy.random",
    "numpy.linalg",
    "numpy.fft",
    "numpy.polynomial",
    "numpy.testing",
    "math",
    "random",
    "itertools",
    "functools",
    "collections",
    "statistics",
    "time",
    "json",
    "inspect",
    "matplotlib.pyplot",
    "matplotlib.ticker",
    "mpl_toolkits.mplot3d",
    "matplotlib_inline.backend_inline",
)

CELLS = (
    "import numpy as np\nimport matplotlib.pyplot as plt\nnp.linspace(0, 1, 5)",
    "fig, ax = plt.subplots()\nax.plot([0, 1], label='$p$')\nax.set_title('a')\nax.legend()",
    "plt.contourf(np.eye(4))\nplt.scatter([0, 1], [1, 0], c=[0, 1])\nplt.colorbar()",
    "import warnings\nwarnings.warn('a warning')\nprint('text')",
    "def f(x):\n    return g(x)\ndef g(x):\n    return x / 0\nf(1)",
    "np.random.default_rng(0).normal(size=3) @ np.ones(3), {'a': [1.0]}",
    "for",
)


def warm_shell() -> Any:
    """Make the shell, run a few cells of every kind in it, and forget them."""
    fonts = os.environ.get("MPLCONFIGDIR", "")
    if os.path.isdir(fonts):  # matplotlib wants to be able to write there, or it starts afresh
        os.environ["MPLCONFIGDIR"] = shutil.copytree(fonts, tempfile.mkdtemp(), dirs_exist_ok=True)
    import matplotlib

    matplotlib.use("module://matplotlib_inline.backend_inline")
    for name in MODULES:
        importlib.import_module(name)
    shell = make_shell(tempfile.mkdtemp(prefix="ipython-"))
    record(OutputCaps())
    for source in CELLS:
        run_cell(shell, source)
    import matplotlib.pyplot as plt

    plt.close("all")
    shell.reset(new_session=True)
    shell.execution_count = 1
    os.environ["MPLCONFIGDIR"] = fonts
    return shell
