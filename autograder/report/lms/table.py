"""A CSV file of a learning management system, read so that it can be written back alike."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace

_BOM = "\ufeff"
_MAX_FIELD = 16 << 20
"""A text that was handed in online stands in a single field."""
_SEPARATORS = (",", ";", "\t")


class ExportedFileError(Exception):
    """An exported file is not what it should be; the message says how to mend it."""


@dataclass(frozen=True)
class Table:
    """Rows of text, with what else the file had.

    Parameters
    ----------
    name : str
        The file's name, for sentences.
    header : tuple of str
        The first row.
    rows : tuple of tuple of str
        The others, each as long as the header.
    separator : str
        Comma, semicolon or tab.
    bom : bool
        Whether it began with a byte-order mark.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    separator: str = ","
    bom: bool = False

    def column(self, name: str) -> int:
        """Return the place of a column.

        Raises
        ------
        ExportedFileError
            If there is none of that name; with the names that there are.
        """
        wanted = [i for i, each in enumerate(self.header) if _folded(each) == _folded(name)]
        if len(wanted) != 1:
            many = "more than one column" if wanted else "no column"
            listed = ", ".join(repr(each) for each in self.header)
            raise ExportedFileError(
                f"{self.name} has {many} named {name!r}. Its columns are: {listed}."
            )
        return wanted[0]

    def with_cells(self, column: int, texts: Mapping[int, str]) -> Table:
        """Return the table with cells of one column changed, by row."""
        rows = (
            (*row[:column], texts[place], *row[column + 1 :]) if place in texts else row
            for place, row in enumerate(self.rows)
        )
        return replace(self, rows=tuple(rows))

    def content(self) -> bytes:
        """Return the file's bytes, in UTF-8."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, delimiter=self.separator, lineterminator="\r\n")
        writer.writerows([self.header, *self.rows])
        return ((_BOM if self.bom else "") + buffer.getvalue()).encode("utf-8")


def read_table(content: bytes, name: str) -> Table:
    """Read an exported file.

    Parameters
    ----------
    content : bytes
        CSV in UTF-8, separated by commas, semicolons or tabs.
    name : str
        What the file is called.

    Raises
    ------
    ExportedFileError
        If it is no such file.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise ExportedFileError(
            f"{name} is not in UTF-8. Take the file as the system exported it, not as a "
            "spreadsheet saved it."
        ) from None
    bom = text.startswith(_BOM)
    text = text.removeprefix(_BOM)
    separator = max(_SEPARATORS, key=lambda each: len(_parsed(text, each, name)[0]))
    header, *rows = _parsed(text, separator, name)
    for number, row in enumerate(rows, start=2):
        if len(row) > len(header):
            raise ExportedFileError(
                f"Row {number} of {name} has {len(row)} fields, the first row has {len(header)}. "
                "Export the file again."
            )
    filled = tuple(tuple(row) + ("",) * (len(header) - len(row)) for row in rows)
    return Table(name, tuple(header), filled, separator, bom)


def _parsed(text: str, separator: str, name: str) -> list[list[str]]:
    before = csv.field_size_limit(_MAX_FIELD)  # of the whole process
    try:
        rows = [
            row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row
        ]
    except csv.Error as error:
        raise ExportedFileError(f"{name} cannot be read as CSV: {error}.") from None
    finally:
        csv.field_size_limit(before)
    if not rows:
        raise ExportedFileError(f"{name} is empty. Export it again.")
    return rows


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
