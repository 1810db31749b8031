"""An exercise's result as people see it: a small table in HTML, and the same in plain text."""

from __future__ import annotations

import html
import sys
from collections.abc import Iterable, Iterator, Sequence

from autograder.exercise.show import shorten
from autograder.results import MAX_ROWS, CheckResult, ExerciseResult, Row

MAX_TEXT = 600
LONG = 28  # characters, from which a cell of the table may break into lines

# JupyterLab's own colours where it is there; outside it, light or dark as the reader has it.
STYLE = """
<style>
.chalk {
  --fg: var(--jp-content-font-color1, #1f2328); --soft: var(--jp-content-font-color2, #59636e);
  --line: var(--jp-border-color2, #d1d9e0); --panel: var(--jp-layout-color1, #ffffff);
  --shade: var(--jp-layout-color2, #f3f5f7);
  --good: var(--jp-success-color1, #1a7f37); --bad: var(--jp-error-color1, #cf222e);
  --hint: var(--jp-warn-color1, #9a6700);
  --mono: var(--jp-code-font-family, ui-monospace, SFMono-Regular, Menlo, Consolas, monospace);
  box-sizing: border-box; max-width: 52rem; margin: .4em 0; border: 1px solid var(--line);
  border-radius: 6px; overflow: hidden; background: var(--panel); color: var(--fg);
  font: 14px/1.45 var(--jp-content-font-family, system-ui, sans-serif); }
@media (prefers-color-scheme: dark) { .chalk {
  --fg: var(--jp-content-font-color1, #e6edf3); --soft: var(--jp-content-font-color2, #9da7b1);
  --line: var(--jp-border-color2, #3d444d); --panel: var(--jp-layout-color1, #151b23);
  --shade: var(--jp-layout-color2, #212830); --good: var(--jp-success-color1, #3fb950);
  --bad: var(--jp-error-color1, #f85149); --hint: var(--jp-warn-color1, #d29922); } }
.chalk > div { padding: .55em .9em; border-top: 1px solid var(--line); }
.chalk > div.chalk-head { display: flex; gap: 1em; align-items: baseline; border-top: 0;
  background: var(--shade); }
.chalk .chalk-head b { flex: 1; font-weight: 600; overflow-wrap: anywhere; }
.chalk .chalk-points { white-space: nowrap; font-variant-numeric: tabular-nums; }
.chalk .chalk-check { display: grid; grid-template-columns: 1.2em 1fr auto; column-gap: .5em; }
.chalk .chalk-points small { color: var(--soft); font-size: inherit; }
.chalk .chalk-mark { font-weight: 700; }
.chalk .good { color: var(--good); }
.chalk .bad { color: var(--bad); }
.chalk .chalk-says { grid-column: 2 / -1; margin-top: .15em; overflow-wrap: anywhere; }
.chalk .chalk-scroll { grid-column: 2 / -1; overflow-x: auto; margin-top: .35em; }
.chalk.chalk table { width: auto; margin: 0; border-collapse: collapse; border: 0;
  table-layout: auto; font: 13px/1.4 var(--mono); color: var(--fg); }
.chalk.chalk table tr, .chalk.chalk table tbody tr:nth-child(n) { background: none; }
.chalk.chalk table th, .chalk.chalk table td { padding: .12em 1.6em .12em 0; border: 0;
  text-align: right; vertical-align: baseline; white-space: nowrap; max-width: none;
  font-variant-numeric: tabular-nums; }
.chalk.chalk table th { color: var(--soft); font-weight: 400; font-family: inherit;
  border-bottom: 1px solid var(--line); }
.chalk.chalk table .chalk-given { text-align: left; }
.chalk.chalk table td.chalk-long { white-space: normal; min-width: 9em; }
.chalk.chalk table .chalk-mark { padding-right: .3em; text-align: center; }
.chalk.chalk table td.chalk-off { color: var(--bad); font-weight: 600; }
.chalk .chalk-hint { border-left: 4px solid var(--hint); }
.chalk .chalk-hint b { font-weight: 600; }
.chalk .chalk-hint code { font: 12.5px var(--mono); color: var(--soft); background: none;
  padding: 0; }
.chalk .chalk-note { color: var(--soft); }
</style>
"""


def as_html(result: ExerciseResult) -> str:
    """Return the result as a self-contained HTML fragment; everything in it is escaped."""
    parts = [_head(result.title, _points(result.points, result.max_points))]
    said: set[str] = set()
    for check in result.checks:
        parts.append(_check(check, check.message in said, _first_column(result)))
        said.add(check.message)
    for diagnosis in result.diagnoses:
        parts.append(
            f'<div class="chalk-hint"><b>Looks like this:</b> {_escape(diagnosis.sentence)} '
            f"<code>{_escape(diagnosis.mistake)}</code></div>"
        )
    parts.extend(f'<div class="chalk-note">{_escape(note)}</div>' for note in result.notes[:8])
    return f'{STYLE}<div class="chalk">{"".join(parts)}</div>'


def as_text(result: ExerciseResult) -> str:
    """Return the result as plain text with aligned columns."""
    lines = [f"{result.title}: {_points_text(result.points, result.max_points)}"]
    said: set[str] = set()
    for check in result.checks:
        mark = "✓" if check.passed else "✗"
        points = _points_text(check.points, check.max_points)
        lines.append(f"  {mark} {check.title} ({points})")
        if check.message and check.message not in said:
            lines.append(f"      {shorten(check.message, MAX_TEXT)}")
        said.add(check.message)
        lines.extend("      " + line for line in _text_rows(check.rows, _first_column(result)))
    lines.extend(f"  → {each.sentence} [{each.mistake}]" for each in result.diagnoses)
    lines.extend(f"  Note: {shorten(note, MAX_TEXT)}" for note in result.notes[:8])
    return "\n".join(lines)


def show_result(result: ExerciseResult) -> None:
    """Show a result: HTML in a notebook, text elsewhere."""
    _show(as_html(result), as_text(result))


def show_sentence(sentence: str) -> None:
    """Show a sentence in place of a result."""
    body = f'<div class="chalk"><div class="chalk-hint">{_escape(sentence)}</div></div>'
    _show(STYLE + body, shorten(sentence, MAX_TEXT))


def _show(as_html: str, as_text: str) -> None:
    ipython = sys.modules.get("IPython")
    if ipython is not None and ipython.get_ipython() is not None:
        from IPython.display import display

        display({"text/html": as_html, "text/plain": as_text}, raw=True)
    else:
        print(as_text)


def _head(title: str, points: str) -> str:
    return f'<div class="chalk-head"><b>{_escape(title)}</b>{points}</div>'


def _check(check: CheckResult, repeated: bool, first: str) -> str:
    mark = _mark(check.passed)
    points = _points(check.points, check.max_points)
    message = shorten(check.message, MAX_TEXT) if check.message and not repeated else ""
    says = f'<div class="chalk-says">{_escape(message)}</div>' if message else ""
    rows = _rows(check.rows[:MAX_ROWS], first) if check.rows else ""
    title = f"<span>{_escape(check.title)}</span>"
    return f'<div class="chalk-check">{mark}{title}{points}{says}{rows}</div>'


def _rows(rows: Sequence[Row], first: str) -> str:
    head = (
        f'<tr><th class="chalk-given">{first}</th><th>yours</th><th>expected</th>'
        '<th class="chalk-mark"></th></tr>'
    )
    body = "".join(map(_row, rows))
    return (
        f'<div class="chalk-scroll"><table><thead>{head}</thead><tbody>{body}</tbody></table></div>'
    )


def _row(row: Row) -> str:
    mark = _mark(row.right) if row.right or row.yours else '<span title="blank">–</span>'
    off = "" if row.right else "chalk-off"
    return (
        f"<tr>{_cell(row.given, 'chalk-given')}"
        f"{_cell(row.yours, off)}{_cell(row.expected)}"
        f'<td class="chalk-mark">{mark}</td></tr>'
    )


def _cell(text: str, *classes: str) -> str:
    names = " ".join(filter(None, (*classes, "chalk-long" if len(text) > LONG else "")))
    return f'<td class="{names}">{_escape(text)}</td>' if names else f"<td>{_escape(text)}</td>"


def _first_column(result: ExerciseResult) -> str:
    return "cell" if result.kind == "answers" else "input"


def _mark(right: bool) -> str:
    if right:
        return '<span class="chalk-mark good" title="right" aria-label="right">✓</span>'
    return '<span class="chalk-mark bad" title="not right" aria-label="not right">✗</span>'


def _points(points: float, possible: float) -> str:
    unit = "point" if possible == 1 else "points"
    return f'<span class="chalk-points">{points:g}<small> of {possible:g} {unit}</small></span>'


def _points_text(points: float, possible: float) -> str:
    return f"{points:g} of {possible:g} {'point' if possible == 1 else 'points'}"


def _text_rows(rows: Sequence[Row], first: str) -> Iterator[str]:
    if not rows:
        return
    table = [(first, "yours", "expected", "")]
    table += [
        (r.given, r.yours, r.expected, "✓" if r.right else "✗" if r.yours else "–")
        for r in rows[:MAX_ROWS]
    ]
    widths = [_width(row[column] for row in table) for column in range(3)]
    for given, yours, expected, mark in table:
        yield (
            f"{given:<{widths[0]}}  {yours:>{widths[1]}}  {expected:>{widths[2]}}  {mark}".rstrip()
        )


def _width(texts: Iterable[str]) -> int:
    return max(map(len, texts), default=0)


def _escape(text: str) -> str:
    return html.escape(shorten(text, MAX_TEXT))
