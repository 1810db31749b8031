"""What Python says about graphs and tables, in the form in which JavaScript is asked the same."""

import json
import math
import subprocess
from pathlib import Path

from course.graph import count_paths, edges, filled_factor, paths
from course.hand import HandTable
from nbextensions.javascript.build import node

SCRIPT = Path(__file__).with_name("agreement.mjs")
TOLERANCE = 1e-12
PLACES = (4, 0, 2, 7)


def in_javascript(**cases):
    """Have the browser's core work cases out; kind of case -> one answer for each."""
    given = json.dumps(cases, allow_nan=False)
    done = subprocess.run([node(), SCRIPT], input=given, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def as_json(value):
    """A number as JSON carries it here: those that it lacks become text."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def difference(python, javascript, where=""):
    """Say where two answers part, or "": numbers to 1e-12 of max(1, |value|), all else exactly."""
    if isinstance(python, dict):
        if not isinstance(javascript, dict) or set(python) - set(javascript):
            return f"{where}: {python} against {javascript}"
        pairs = [(key, value, javascript[key]) for key, value in python.items()]
    elif isinstance(python, (list, tuple)):
        if not isinstance(javascript, list) or len(python) != len(javascript):
            return f"{where}: {python} against {javascript}"
        pairs = list(zip(range(len(python)), python, javascript, strict=True))
    else:
        same = _same_number if _is_number(python) else lambda a, b: a == b
        return "" if same(python, javascript) else f"{where}: {python!r} against {javascript!r}"
    return next(filter(None, (difference(a, b, f"{where}.{key}") for key, a, b in pairs)), "")


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _same_number(python, javascript):
    if isinstance(javascript, str):
        return as_json(float(python)) == javascript
    if javascript is None or not math.isfinite(python):
        return False
    return abs(python - javascript) <= TOLERANCE * max(1.0, abs(python))


# What Python says -------------------------------------------------------------------------------
def graph_case(graph, of, lanes, listed=200):
    """Ask about one graph, and say what Python finds."""
    ways = [(leaf.name, of, count_paths(graph, leaf.name, of) <= listed) for leaf in graph.leaves()]
    case = {
        "data": graph.to_data(),
        "of": of,
        "places": PLACES,
        "paths": [{"start": start, "end": end, "list": list_} for start, end, list_ in ways],
        "lanes": lanes,
    }
    answer = {
        "nodes": {node.name: _node(graph, node) for node in graph.nodes},
        "derivatives": graph.derivatives(of),
        "paths": [_paths(graph, *way) for way in ways],
        "lanes": [_lane(graph, of, lanes, lane) for lane in range(3)],
    }
    return case, answer


def _node(graph, node):
    return {
        "value": node.value,
        "expression": node.expression,
        "filled": [node.filled(places) for places in PLACES],
        "equation": [node.equation(places) for places in PLACES],
        "edges": [
            {**edge._asdict(), "filled": filled_factor(graph, edge, PLACES[0])}
            for edge in edges(graph, node.name)
        ],
    }


def _paths(graph, start, end, listed):
    count = count_paths(graph, start, end)
    if not listed:
        return {"count": count}
    ways = paths(graph, start, end)
    return {
        "count": count,
        "paths": [
            {
                "names": way.names,
                "factors": way.factors,
                "product": way.product,
                "expression": way.expression,
            }
            for way in ways
        ],
        "sum": sum(way.product for way in ways),
    }


def _lane(graph, of, lanes, lane):
    here = {
        name: value[lane] if isinstance(value, list) else value for name, value in lanes.items()
    }
    twin = graph.copy().set(here)
    derivatives = twin.derivatives(of)
    values = {node.name: node.value for node in twin.nodes}
    return {"values": values, "derivatives": derivatives, "one": derivatives}


def sheet(table, places):
    """Everything that a table says."""
    return {
        "columns": [_column(table, column) for column in table.columns],
        "rows": [
            {key: _cell(table.cell(row, key), places) for key in table.keys}
            for row in range(len(table))
        ],
        "parameters": {name: table.values(name).tolist() for name in table.parameters},
        "usedBy": {name: table.used_by(name) for name in table.parameters},
        "loss": _footer(table.loss, places),
        "gradient": {name: _footer(cell, places) for name, cell in table.gradient.items()},
        "update": {name: _footer(cell, places) for name, cell in table.update.items()},
        "after": {name: _footer(cell, places) for name, cell in table.update_after(0).items()},
        "nRight": table.n_right if "y_hat" in table.keys else None,
        "next": {name: cell.value for name, cell in table.update.items()},
    }


def sheets(table: HandTable, places):
    """What a table and the next one say."""
    return [sheet(table, places), sheet(table.next(), places)]


def _column(table, column):
    found = {**column._asdict(), "usedBy": table.used_by(column.key)}
    found["dependsOn"] = found.pop("depends_on")
    return found


def _cell(cell, places):
    return {
        "value": cell.value,
        "filled": cell.filled(places),
        "equation": cell.equation(places),
    }


def _footer(cell, places):
    return {**cell._asdict(), "filled": cell.filled(places)}
