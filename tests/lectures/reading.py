"""Read a lecture: its cells by their ids, and every decimal number in what people see of them."""

import ast
import json
import re
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "notebooks" / "lectures"
_DECIMAL = re.compile(r"(?<![\w.])[-−]?\d+\.\d+(?![\w.]*\.\d)")


def lecture(number):
    """The cells of the lecture whose file name starts with `number`: id -> text that is read."""
    [path] = FOLDER.glob(f"{number}_*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: _read(cell["cell_type"], "".join(cell["source"])) for cell in cells}


def _read(cell_type, source):
    """Markdown as it is; of code the sentences that it shows."""
    if cell_type == "markdown":
        return source
    strings = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return "\n".join(text for text in strings if isinstance(text, str))


def decimals(text):
    """Every number with a decimal point, as it is written, its minus sign included."""
    return {match[0].replace("−", "-") for match in _DECIMAL.finditer(text)}


def written(places, *values):
    """Numbers as a lecture writes them."""
    return {f"{value:.{places}f}" for value in values}


def widgets(number):
    """The widgets of a lecture, made in this process: what its cells end with or display."""
    space, made = {}, []
    space["display"] = lambda *shown: made.extend(shown)
    [path] = FOLDER.glob(f"{number}_*.ipynb")
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        *body, last = ast.parse("".join(cell["source"])).body
        exec(compile(ast.Module(body, []), path.name, "exec"), space)
        if isinstance(last, ast.Expr):
            made.append(eval(compile(ast.Expression(last.value), path.name, "eval"), space))
        else:
            exec(compile(ast.Module([last], []), path.name, "exec"), space)
    return [widget for widget in made if hasattr(widget, "model_id")]
