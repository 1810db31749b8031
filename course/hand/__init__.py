"""Tables worked by hand, as data: every number knows what it is made of.

A table takes a graph of one example (:mod:`course.graph`) through the rows of a small data set.
Its columns follow from the graph: inputs, forward values, then backward each factor of the chain
rule and each gradient; below stand the gradient over all rows, the update, and the next table.
Rounding is for the eye only: no value is ever computed from a rounded one.

``columns`` says which columns a graph has, ``cell`` and ``table`` evaluate them, ``footer`` holds
what stands below the rows, ``text`` prints, ``build`` makes the tables of the lectures.
"""

from __future__ import annotations

from course.hand.build import mlp_table, table
from course.hand.cell import Cell
from course.hand.columns import Column
from course.hand.footer import REDUCTIONS
from course.hand.table import HandTable

__all__ = ["REDUCTIONS", "Cell", "Column", "HandTable", "mlp_table", "table"]
