"""Steps that nbgrader's own commands use when a course's configuration names them."""

from __future__ import annotations

from typing import Any

from nbgrader import preprocessors


class ClearSolutions(preprocessors.ClearSolutions):
    """nbgrader's step, but a table of typed answers is its own stub.

    Filling in the table is the task, so no ``raise NotImplementedError()`` follows it.
    """

    code_stub: dict[str, str]

    def _replace_solution_region(self, cell: Any, language: str) -> bool:
        if cell.metadata.get("chalkgrad", {}).get("form") != "answers":
            return bool(super()._replace_solution_region(cell, language))
        stubs = dict(self.code_stub)
        self.code_stub = dict.fromkeys(stubs, "")
        try:
            replaced = bool(super()._replace_solution_region(cell, language))
        finally:
            self.code_stub = stubs
        cell.source = cell.source.rstrip("\n")
        return replaced
