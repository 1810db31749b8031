"""What a student wrote, as a sequence of tokens that a new name for a variable does not change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from pygments.lexers import PythonLexer
from pygments.token import Comment, Name, Number, String, Text

CODE = "code"
PROSE = "prose"
MAX_TEXT = 20_000
"""Characters of one cell that are compared; the rest is left out."""

_BLANKS = re.compile(r"\s{100,}")
"""Nobody needs so many; the lexer looks at all of them once more for each of them."""

_WORD = re.compile(r"\w+")
_KEY = re.compile(r"[A-Za-z_]\w{0,15}")
_KEPT_NAMES = (Name.Builtin, Name.Exception, Name.Namespace)
_lexer = PythonLexer(stripnl=False, ensurenl=False)


@dataclass(frozen=True)
class Cell:
    """One answer as it was written.

    Parameters
    ----------
    name : str
        The exercise.
    text : str
        The source.
    language : {"code", "prose"}
        How it is cut into tokens.
    released : str
        The text that stood there when it was handed out; how it begins is nobody's own.
    """

    name: str
    text: str
    language: str = CODE
    released: str = ""


@dataclass(frozen=True)
class Work:
    """All answers of one submission.

    Parameters
    ----------
    name : str
        The student, or what the reference is called.
    cells : tuple of Cell
        The answers.
    owner : str
        Works of one owner are not compared with one another, such as those of one group; "" is
        the work's own name.
    """

    name: str
    cells: tuple[Cell, ...]
    owner: str = ""

    @property
    def whose(self) -> str:
        """The owner."""
        return self.owner or self.name


class Tokens(NamedTuple):
    """The tokens of a text, each with the place in it where it begins and ends."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def own_tokens(cell: Cell, known: frozenset[str]) -> Tokens:
    """Cut a cell into tokens, without those with which it begins as it was released."""
    mine = tokens(cell.text, cell.language, known)
    given = tokens(cell.released, cell.language, known).words
    n_same = next(
        (i for i, (a, b) in enumerate(zip(mine.words, given)) if a != b),  # noqa: B905
        min(len(mine.words), len(given)),
    )
    return Tokens(mine.words[n_same:], mine.starts[n_same:], mine.ends[n_same:])


@lru_cache(maxsize=4096)
def tokens(text: str, language: str, known: frozenset[str] = frozenset()) -> Tokens:
    """Cut a text into tokens.

    In code a name that a student could have chosen becomes ``V``; what the language, the libraries
    and the assignment name stays: keywords, built-in functions, attributes, the names in `known`,
    and short keys in quotes. Any other text in quotes becomes ``S``, a number its value; comments
    and docstrings are left out. Prose becomes its words in small letters.

    Parameters
    ----------
    text : str
        Any text at all; code need not be valid.
    language : {"code", "prose"}
        What it is.
    known : frozenset of str
        Names that are given to everybody, such as those of the functions that are asked for.
    """
    text = text[:MAX_TEXT]
    found = list(_code(text, known) if language == CODE else _prose(text))
    return Tokens(*zip(*found, strict=True)) if found else Tokens((), (), ())


def _prose(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _WORD.finditer(text):
        yield match[0].lower(), match.start(), match.end()


def _code(text: str, known: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    before = ""
    quoted: tuple[int, int] | None = None  # a text in quotes comes in several pieces
    plain = _BLANKS.sub(lambda found: "\n" * len(found[0]), text)
    for start, kind, value in _lexer.get_tokens_unprocessed(plain):
        if quoted and not (kind in String and start == quoted[1]):
            before = _quoted(text[slice(*quoted)])
            yield before, *quoted
            quoted = None
        if kind in Text or kind in Comment or kind is String.Doc or not value.strip():
            continue
        if kind in String and kind is not String.Interpol:
            quoted = (quoted[0] if quoted else start, start + len(value))
            continue
        before = _word(kind, value, before, known)
        yield before, start, start + len(value)
    if quoted:
        yield _quoted(text[slice(*quoted)]), *quoted


def _quoted(text: str) -> str:
    key = text[1:-1]
    return f"'{key}'" if _KEY.fullmatch(key) else "S"


def _word(kind: Any, value: str, before: str, known: frozenset[str]) -> str:
    if kind in Number:
        return _value(value)
    if kind in Name:
        kept = before == "." or value in known or any(kind in each for each in _KEPT_NAMES)
        return value if kept else "V"
    return value


def _value(number: str) -> str:
    try:
        return repr(float(number))
    except ValueError:
        return number
