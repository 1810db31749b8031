"""The picture of a hand table: the parameters, the table with what stands below it, the score."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from course.graph import rounded
from nbextensions.graphs.own_table import NO_OWN
from nbextensions.hand_table.column_sets import shown_columns
from nbextensions.hand_table.worked import Worked, is_given
from nbextensions.stills.plain import plain
from nbextensions.stills.svg import INK, LINE, QUIET, RAISED, WRONG, Picture

if TYPE_CHECKING:
    from nbextensions.hand_table.widget import HandTable

_ROW, _DIGIT, _GAP = 26, 8.2, 18  # heights and widths in pixels
_WIDEST = 940  # a wider table is drawn in several bands
_FEW = 4


class _Column(NamedTuple):
    key: str
    head: str
    cells: list[str]  # the rows, then what stands below them
    width: float


def still(widget: HandTable) -> str:
    """Draw a hand table as it stands.

    Parameters
    ----------
    widget : HandTable
        The widget.

    Returns
    -------
    str
        SVG. Blanks without an answer are empty frames.
    """
    worked = widget.worked
    words = _described(widget, worked)
    names = _row_names(widget, worked)
    bands = _bands([_column(widget, worked, key, names) for key in _keys(widget, worked)])
    lines = _below(widget, worked)
    width = max(sum(column.width for column in band) for band in bands) + 80
    height = 62 + len(bands) * (len(names) + 1.6) * _ROW + len(lines) * 22
    picture = Picture(max(width, 420), height, widget.title or widget.name, words)
    picture.text(12, 22, widget.title or widget.name, size=15, weight="600")
    picture.text(12, 44, _start(worked), fill=QUIET)
    top = 56.0
    for band in bands:
        top = _draw_band(picture, widget, worked, band, names, top)
    for line in lines:
        warned = line.startswith(("⚠", "≠"))
        picture.text(12, top + 16, line, fill=WRONG if warned else INK)
        top += 22
    return picture.document()


def describe(widget: HandTable) -> str:
    """Say what stands in a hand table.

    Parameters
    ----------
    widget : HandTable
        The widget.

    Returns
    -------
    str
        Sentences: the start, each row, the score.
    """
    return _described(widget, widget.worked)


def _described(widget: HandTable, worked: Worked) -> str:
    keys = [key for key in _keys(widget, worked) if key != "y_hat"]
    sentences = [f"{widget.title or widget.name}: {_start(worked)}."]
    for r in range(len(worked.table)):
        parts = [f"{_symbol(worked, key)} = {_spoken(widget, worked, r, key)}" for key in keys]
        parts += _class_words(widget, worked, r)
        sentences.append(f"Row {r + 1}: {', '.join(parts)}.")
    below = (line if line[-1] in ".?" else f"{line}." for line in _below(widget, worked))
    return " ".join([*sentences, *below])


# What is written --------------------------------------------------------------------------------
def _keys(widget: HandTable, worked: Worked) -> list[str]:
    """Columns from left to right; online the parameters that each row sees stand there, too."""
    keys = [key for key in shown_columns(widget._table, widget.columns) if key in worked.table.keys]
    names = list(worked.table.parameters)
    if worked.table.reduction != "online" or len(names) > _FEW:
        return keys
    inputs = [key for key in keys if worked.table.column(key).kind == "input"]
    return [*inputs, *names, *(key for key in keys if key not in inputs)]


def _row_names(widget: HandTable, worked: Worked) -> list[str]:
    below = [f"d{name}" for name in worked.table.parameters]
    feet = ["total", "update"] if set(below) & set(_keys(widget, worked)) else ["total"]
    return [*map(str, range(len(worked.table))), *feet]


def _column(widget: HandTable, worked: Worked, key: str, names: list[str]) -> _Column:
    head = _symbol(worked, key)
    cells = [_cell(widget, worked, f"{name}:{key}") for name in names]
    computed = key in worked.table.parameters or not is_given(worked.table, key)
    least = widget.places + 3 if computed else 1  # a blank says nothing about its number
    longest = max(len(text) for text in (head, *cells))
    return _Column(key, head, cells, max(longest, least) * _DIGIT + _GAP)


def _cell(widget: HandTable, worked: Worked, id: str) -> str:
    row, _, key = id.partition(":")
    if row == "total" and key == "y_hat":
        return _score(widget, worked)
    if (row.isdecimal() and _unknown(widget, worked, key)) or _waits(widget, row, key):
        return "–"
    if row.isdecimal() and key == "y_hat" and widget.shown(id, worked):
        right = worked.value(int(row), "y_hat") == worked.value(int(row), "y")
        known = id not in widget.blanks or id in widget.revealed
        return widget.shown(id, worked) + (" ✓" if right else " ✗") * known
    return widget.shown(id, worked)


def _waits(widget: HandTable, row: str, key: str) -> bool:
    """Whether a number below the rows would give a blank above it away."""
    if row.isdecimal() or f"{row}:{key}" in widget.blanks:
        return False
    others = (id.partition(":") for id in widget.blanks if _hides(widget, id))
    return any(k == key and (r.isdecimal() or row == "update") for r, _, k in others)


def _hides(widget: HandTable, id: str) -> bool:
    return id not in widget.revealed and widget.verdicts.get(id) not in ("right", "drift")


def _unknown(widget: HandTable, worked: Worked, key: str) -> bool:
    """Whether there is no number, because the student's function gave none."""
    return bool(widget.problem) and worked.own is NO_OWN and _depends_on_own(widget, worked, key)


def _depends_on_own(widget: HandTable, worked: Worked, key: str) -> bool:
    found = {f"d{name}" for name in worked.table.parameters if "backward" in widget._functions}
    found |= {"p"} if "forward" in widget._functions else set()
    for column in worked.table.columns:  # parents stand before children, but not for gradients
        found |= set(worked.table.used_by(column.key)) if column.key in found else set()
    return key in found


def _score(widget: HandTable, worked: Worked) -> str:
    blank = any(
        id.endswith(":y_hat") and id not in widget.revealed and widget.verdicts.get(id) != "right"
        for id in widget.blanks
    )
    unseen = bool(widget.blanks) and "y_hat" not in _keys(widget, worked)
    if blank or unseen or worked.n_right is None or _unknown(widget, worked, "y_hat"):
        return ""
    return f"{worked.n_right}/{len(worked.table)}"


def _symbol(worked: Worked, key: str) -> str:
    table = worked.table
    return plain(table.graph[key].symbol if key in table.parameters else table.column(key).symbol)


def _start(worked: Worked) -> str:
    return ", ".join(
        f"{plain(worked.table.graph[name].symbol)} = "
        + rounded(value, 4, trim=True).text.replace("-", "\u2212")
        for name, value in worked.table.parameters.items()
    )


def _spoken(widget: HandTable, worked: Worked, r: int, key: str) -> str:
    return _cell(widget, worked, f"{r}:{key}") or "blank"


def _class_words(widget: HandTable, worked: Worked, r: int) -> list[str]:
    if "y_hat" not in _keys(widget, worked):
        return []
    text, *sign = _spoken(widget, worked, r, "y_hat").split()
    verdict = {"✓": ["right"], "✗": ["wrong"]}.get("".join(sign), [])
    return [f"predicts {text}" if text != "blank" else "the prediction is blank", *verdict]


def _below(widget: HandTable, worked: Worked) -> list[str]:
    """Lines under the table."""
    lines = []
    if _score(widget, worked):
        lines.append(_score_words(worked))
    if widget.blanks:
        lines.append(f"{widget.n_right} of {widget.n_blanks} blanks answered rightly")
    if widget._functions and worked.own is not NO_OWN:
        lines.append(_compared_words(widget, worked))
    if widget.problem:
        lines.append(f"⚠ {widget.problem.splitlines()[0]}")
    return lines


def _compared_words(widget: HandTable, worked: Worked) -> str:
    """How the student's functions compare with ours."""
    names = " and ".join(widget._functions.name(role) for role in widget._functions.roles)
    stray = worked.first_stray
    if not stray:
        return f"✓ {names}: every number is ours, too"
    row, _, key = stray.partition(":")
    where = f"row {int(row) + 1}" if row.isdecimal() else worked.table.loss.kind
    places = max(4, widget.places)
    yours, ours = worked.text(stray, places), Worked(worked.table).text(stray, places)
    place = f"{where}, {_symbol(worked, key)}"
    return f"≠ {names}: the first number that differs from ours is {place}: {yours}, not {ours}"


def _score_words(worked: Worked) -> str:
    n = len(worked.table)
    ones = sum(worked.value(r, "y") > 0.5 for r in range(n))
    guess = "the same" if 2 * ones == n else f"{int(2 * ones > n)}"
    return f"{worked.n_right} of {n} right; always saying {guess} gets {max(ones, n - ones)}"


# How it is drawn --------------------------------------------------------------------------------
def _bands(columns: list[_Column]) -> list[list[_Column]]:
    """Split the columns where the picture would become too wide."""
    bands: list[list[_Column]] = [[]]
    for column in columns:
        if bands[-1] and sum(other.width for other in bands[-1]) + column.width > _WIDEST:
            bands.append([])
        bands[-1].append(column)
    return bands


def _draw_band(
    picture: Picture,
    widget: HandTable,
    worked: Worked,
    band: list[_Column],
    names: list[str],
    top: float,
) -> float:
    """Draw some columns with the numbers of the rows before them; gives where it ends."""
    right = 70 + sum(column.width for column in band)
    heads = {"total": worked.table.loss.kind, "update": "update"}
    used = [i for i, name in enumerate(names) if name not in heads or _any(band, i)]
    n_rows = sum(name not in heads for name in names)
    picture.rect(8, top + _ROW * (n_rows + 1), right, _ROW * (len(used) - n_rows), fill=RAISED)
    for place, i in enumerate(used):
        y = top + _ROW * (place + 1)
        picture.line(8, y, right + 8, y, stroke=INK if place in (0, n_rows) else LINE)
        label = heads.get(names[i]) or str(int(names[i]) + 1)
        picture.text(66, y + 18, label, anchor="end", fill=QUIET)
    x = 74.0
    for column in band:
        x += column.width
        picture.text(x - 6, top + 18, column.head, anchor="end", weight="600")
        for place, i in enumerate(used):
            y, id = top + _ROW * (place + 1), f"{names[i]}:{column.key}"
            if id in widget.blanks and id not in widget.revealed:
                picture.rect(x - column.width + 6, y + 3, column.width - 8, _ROW - 6, stroke=QUIET)
            picture.text(x - 6, y + 18, column.cells[i], anchor="end")
    return top + _ROW * (len(used) + 1.6)


def _any(band: list[_Column], place: int) -> bool:
    return any(column.cells[place] for column in band)
