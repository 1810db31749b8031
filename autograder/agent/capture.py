"""A cell's outputs, collected with limits: text beyond them is dropped as it comes."""

from __future__ import annotations

import io
from typing import Any, NamedTuple


class OutputCaps(NamedTuple):
    """How much of one cell's output is kept.

    Parameters
    ----------
    text : int
        Characters of text in all outputs together.
    line : int
        Characters of one line.
    outputs : int
        Number of outputs.
    images : int
        Number of images.
    image_bytes : int
        Characters of one image in base64.
    """

    text: int = 100_000
    line: int = 5_000
    outputs: int = 200
    images: int = 10
    image_bytes: int = 2_000_000


class Recorder:
    """The outputs of the cell that runs now, as nbformat has them.

    Parameters
    ----------
    caps : OutputCaps
        What is kept.
    """

    def __init__(self, caps: OutputCaps | None = None) -> None:
        self.caps = caps or OutputCaps()
        self.outputs: list[dict[str, Any]] = []
        self._room = 0
        self._column = 0
        self._images = 0
        self.start()

    def start(self) -> None:
        """Begin an empty list for the next cell."""
        self.outputs = []
        self._room = self.caps.text
        self._column = 0
        self._images = 0

    def stream(self, name: str, text: str) -> None:
        """Add text that was written to stdout or stderr."""
        kept = self._cut(text)
        if not kept:
            return
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last.get("name") == name:
            last["text"].append(kept)
        else:
            self._add({"output_type": "stream", "name": name, "text": [kept]})

    def display(self, data: dict[str, Any], execute_result: bool = False) -> None:
        """Add a displayed object: its text and its PNG, nothing else."""
        kept: dict[str, str] = {}
        text = data.get("text/plain")
        if isinstance(text, str):
            self._column = 0
            kept["text/plain"] = self._cut(text)
            self._column = 0
        image = data.get("image/png")
        if isinstance(image, str) and self._takes(image):
            self._images += 1
            kept["image/png"] = image
        kind = "execute_result" if execute_result else "display_data"
        if kept:
            self._add({"output_type": kind, "data": kept, "metadata": {}})

    def _takes(self, image: str) -> bool:
        return self._images < self.caps.images and len(image) <= self.caps.image_bytes

    def error(self, name: str, value: str, traceback: str) -> None:
        """Add an exception."""
        self._column = 0
        self._room = max(self._room, 10_000)  # an error is shown after a flood too
        output = {"output_type": "error", "ename": name[:200], "evalue": value[:2000]}
        self._add(output | {"traceback": [self._cut(traceback[-self.caps.text // 2 :])]})
        self._column = 0

    def clear(self) -> None:
        """Drop what was shown, as `clear_output` does; the limits stay used up."""
        self.outputs = []

    def finished(self) -> list[dict[str, Any]]:
        """Return the outputs."""
        for output in self.outputs:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        return self.outputs

    def _add(self, output: dict[str, Any]) -> None:
        if len(self.outputs) < self.caps.outputs:
            self.outputs.append(output)

    def _cut(self, text: str) -> str:
        """Return what still fits, each line cut, and count it."""
        if self._room <= 0:
            return ""
        pieces: list[str] = []
        for line in text[: self._room + 1].splitlines(keepends=True):
            end = "\n" if line[-1] in "\r\n" else ""
            body = line[: max(self.caps.line - self._column, 0)]
            pieces.append(line if len(line) <= len(body) + len(end) else f"{body}{end}")
            self._column = 0 if end else self._column + len(line)
        kept = "".join(pieces)
        self._room -= len(kept) + 1
        if self._room <= 0 or len(text) > len(kept) + self._room:
            self._room = 0
            return kept + "\n[more output was cut off]\n"
        return kept


class Writer(io.TextIOBase):
    """A text stream in place of stdout or stderr.

    Parameters
    ----------
    recorder : Recorder
        Where the text goes.
    name : {"stdout", "stderr"}
        Which stream it is.
    """

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, recorder: Recorder, name: str) -> None:
        super().__init__()
        self._recorder = recorder
        self.name = name

    def writable(self) -> bool:
        """Say that this can be written to."""
        return True

    def write(self, text: str) -> int:
        """Record `text`."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._recorder.stream(self.name, text)
        return len(text)
