"""An IPython shell in this process, whose outputs go to a `Recorder`."""

from __future__ import annotations

import ast
import builtins
import io
import re
import sys
from collections.abc import Callable
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Instance, Type
from traitlets.config import Config

from .capture import OutputCaps, Recorder, Writer

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-_])")
_recorder = Recorder()


class RecordingHook(DisplayHook):
    """Records the value of a cell's last expression."""

    def write_output_prompt(self) -> None:
        """Write no prompt."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Record text and image."""
        _recorder.display(format_dict, execute_result=True)

    def finish_displayhook(self) -> None:
        """Flush nothing."""

    def log_output(self, format_dict: Any) -> None:
        """Keep no history."""


class RecordingPublisher(DisplayPublisher):
    """Records what `display` shows."""

    def publish(self, data: Any, *args: Any, **kwargs: Any) -> None:
        """Record text and image."""
        _recorder.display(data)

    def clear_output(self, wait: bool = False) -> None:
        """Drop what was shown."""
        _recorder.clear()


class QuickTransformers(TransformerManager):
    """IPython's input transformers, which take plain Python for what it is.

    None of IPython's own pieces of syntax that it looks for among a cell's tokens is valid Python,
    and its tokenizer takes longer than all else that it does with a cell.
    """

    def do_token_transforms(self, lines: list[str]) -> list[str]:
        """Return `lines` as they are where they are Python already."""
        text = "".join(lines)
        if "\\" in text:  # an odd escape sequence would be warned of once more
            return super().do_token_transforms(lines)
        try:
            compile(text, "cell", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return super().do_token_transforms(lines)
        return lines


class RecordingShell(InteractiveShell):
    """An InteractiveShell without terminal, history and colours."""

    displayhook_class = Type(RecordingHook)
    display_pub_class = Type(RecordingPublisher)
    input_transformer_manager = Instance(QuickTransformers, ())
    quiet = False

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Record an exception, unless nobody will read it."""
        if not self.quiet:
            super().showtraceback(*args, **kwargs)

    def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
        """Record a syntax error, unless nobody will read it."""
        if not self.quiet:
            super().showsyntaxerror(*args, **kwargs)

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        text = stb if isinstance(stb, str) else "\n".join(str(line) for line in stb)
        name = getattr(etype, "__name__", "Error")
        _recorder.error(str(name), describe(evalue), _ANSI.sub("", text))

    def init_display_formatter(self) -> None:
        """Compute only what is kept: text and PNG."""
        super().init_display_formatter()
        self.display_formatter.active_types = ["text/plain", "image/png"]

    def enable_gui(self, gui: Any = None) -> None:
        """Start no event loop."""

    def should_run_async(self, raw_cell: str, *, transformed_cell: str = "", **more: Any) -> bool:
        """Spare a cell without these words the compilation that tells."""
        if "await" not in transformed_cell and "async" not in transformed_cell:
            return False
        return super().should_run_async(raw_cell, transformed_cell=transformed_cell, **more)

    def ask_exit(self) -> None:
        """Go on after `exit()`: a graded notebook runs to its end."""


def describe(error: BaseException) -> str:
    """Return the text of an exception, whatever its `__str__` does."""
    try:
        return str(error)[:2000]
    except BaseException:
        return "(the exception's own text raises an exception)"


def make_shell(directory: str) -> RecordingShell:
    """Make the process's one shell, with matplotlib's inline figures.

    Parameters
    ----------
    directory : str
        An empty folder that IPython may use while it starts.
    """
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Context"
    config.InteractiveShell.autoawait = True
    config.InteractiveShell.banner1 = config.InteractiveShell.banner2 = ""
    shell = RecordingShell.instance(config=config, ipython_dir=directory)
    import matplotlib
    import matplotlib_inline.backend_inline as inline

    matplotlib.interactive(True)
    inline.configure_inline_support(shell, "inline")
    return shell


def record(caps: OutputCaps) -> Recorder:
    """Send standard output and error to the recorder, and let nothing wait for input."""
    _recorder.caps = caps
    _recorder.start()
    sys.stdout = Writer(_recorder, "stdout")
    sys.stderr = Writer(_recorder, "stderr")
    sys.stdin = io.StringIO("")
    builtins.input = _no_input
    return _recorder


def _no_input(prompt: object = "", /) -> str:
    raise EOFError("a notebook that is graded has nobody to ask: input() has no answer")


def run_cell(shell: RecordingShell, source: str, quiet: bool = False) -> list[dict[str, Any]]:
    """Run one cell and return its outputs; whatever it raises is one of them.

    A quiet run draws no figure and formats no traceback: for cells that have been shown already.
    """
    return recorded(shell, quiet, shell.run_cell, source, store_history=True)[1]


def recorded(
    shell: RecordingShell, quiet: bool, function: Callable[..., Any], *args: Any, **kwargs: Any
) -> tuple[Any, list[dict[str, Any]]]:
    """Call `function` and return its value and the outputs; whatever it raises is one of them."""
    _recorder.start()
    shell.quiet = quiet
    shell.display_formatter.active_types = ["text/plain"] if quiet else ["text/plain", "image/png"]
    value = None
    try:
        value = function(*args, **kwargs)
    except BaseException as error:
        _recorder.error(type(error).__name__, describe(error), "")
    outputs = _recorder.finished()
    _recorder.start()
    return value, outputs
