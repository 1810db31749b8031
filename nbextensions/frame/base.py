"""What all widgets share: traits, the state capsule, own functions, and the picture left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

import anywidget
import ipywidgets
import numpy as np
import traitlets

from course.notation import NOTATIONS
from nbextensions.frame.bundle import bundle, carried, version
from nbextensions.frame.capsule import from_capsule, to_capsule
from nbextensions.frame.own_functions import OwnFunctionError, OwnFunctions
from nbextensions.frame.printed import hearing
from nbextensions.frame.schema import schema_of
from nbextensions.frame.settings import refuse_unknown

# What widgets of one group have in common, where they have it at all.
SHARED = ("X", "y", "loss", "reduction", "learning_rate", "row", "covered")
_PLUMBING = frozenset(ipywidgets.DOMWidget.class_trait_names())
_INTERRUPTED = "Python was interrupted: what is shown is from before. Change something to go on."
_NOT_STATE = frozenset({"group", "title", "problem", "printed", "covered"})


class FiniteFloat(traitlets.Float):
    """A float that is neither infinite nor NaN: it can be shown, saved and restored."""

    def validate(self, obj: Any, value: Any) -> float:
        """Take a number (numpy's too) and refuse what is not finite."""
        if isinstance(value, np.generic):
            value = value.item()
        number = super().validate(obj, value)
        if not np.isfinite(number):
            raise traitlets.TraitError(f"{self.name} is {number}, expected a finite number")
        return float(number)


class Widget(anywidget.AnyWidget):
    """A widget that computes in the browser and speaks the words of the course.

    Parameters
    ----------
    data : mapping
        What never changes while the widget lives: graph, columns, notations.
    parameters : mapping of str to float
        The graph's parameters; each becomes a trait of its own name, and can be given by it.
    own : mapping of str to callable or None
        The student's functions by role.
    **settings
        Values of further traits.

    Attributes
    ----------
    notation : str
        A key of :data:`course.notation.NOTATIONS`: whose letters are shown.
    scale : float
        1 is the notebook's size, 1.6 a lecture hall's.
    group : str
        Widgets with the same group share weights, data, loss and row, in the browser.
    title : str
        Shown above.
    covered : bool
        Whether all is kept back behind a button, where it would give a prediction away; showing the
        answer of a :class:`~nbextensions.Predict` of the same group uncovers it, too.
    problem : str
        The last error of a student's function, or why the browser's last change was refused, as a
        sentence; empty where all is well.
    printed : str
        The last lines that the student's functions printed while they were asked last.

    Raises
    ------
    TypeError
        If a setting is no trait of this widget.
    traitlets.TraitError
        If a value is not one that the trait takes.
    """

    _esm = carried()
    _version = traitlets.Unicode().tag(sync=True)
    _kind = traitlets.Unicode().tag(sync=True)
    _name = traitlets.Unicode().tag(sync=True)
    _data = traitlets.Dict().tag(sync=True)
    _names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _parameters = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _shared = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _stateful = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _schema = traitlets.Dict().tag(sync=True)
    _own = traitlets.List(traitlets.Unicode()).tag(sync=True)

    notation = traitlets.Enum(tuple(NOTATIONS), "course").tag(sync=True)
    scale = traitlets.Float(1.0, min=0.5, max=4.0).tag(sync=True)
    group = traitlets.Unicode("").tag(sync=True)
    title = traitlets.Unicode("").tag(sync=True)
    covered = traitlets.Bool(False).tag(sync=True)
    problem = traitlets.Unicode("").tag(sync=True)
    printed = traitlets.Unicode("").tag(sync=True)

    kind: ClassVar[str] = ""  # its view in javascript/src/widgets/index.js
    name: ClassVar[str] = ""  # what it is called where it has no title

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        parameters: Mapping[str, float] | None = None,
        own: Mapping[str, Callable[..., Any] | None] | None = None,
        **settings: Any,
    ) -> None:
        values = dict(parameters or {})
        values.update({name: settings.pop(name) for name in list(settings) if name in values})
        self._functions = OwnFunctions(own or {})
        self._refused = False
        self.add_traits(**{name: FiniteFloat().tag(sync=True) for name in values})
        names = _public(self.trait_names(sync=True))
        refuse_unknown(type(self), settings, names, _PLUMBING)
        stateful = [name for name in names if name not in _NOT_STATE]
        super().__init__(
            _version=version(),
            _kind=self.kind,
            _name=self.name,
            _data=dict(data or {}),
            _names=names,
            _parameters=list(values),
            _shared=[name for name in names if name in SHARED or name in values],
            _stateful=stateful,
            _schema={name: schema_of(self.traits()[name]) for name in stateful},
            _own=list(self._functions.roles),
            **values,
            **settings,
        )
        self.on_msg(self._asked)

    @property
    def parameters(self) -> dict[str, float]:
        """The graph's parameters, name to value; each is a trait, too."""
        return {name: getattr(self, name) for name in self._parameters}

    # The state capsule --------------------------------------------------------------------------
    @property
    def state(self) -> str:
        """All that can be changed by hand, as a short text that restores it bit for bit.

        Raises
        ------
        ValueError
            On setting, if the text is no state of such a widget; nothing is changed then.
        """
        return to_capsule(self.kind, {name: getattr(self, name) for name in self._stateful})

    @state.setter
    def state(self, capsule: str) -> None:
        wanted = from_capsule(self.kind, capsule)
        unknown = [name for name in wanted if name not in self._stateful]
        if unknown:
            raise ValueError(f"this widget has no {unknown[0]!r}: the state is another widget's")
        before = {name: getattr(self, name) for name in wanted}
        try:
            with self.hold_sync(), self.hold_trait_notifications():
                for name, value in wanted.items():
                    setattr(self, name, value)
        except Exception as error:
            self.set_trait_values(before)
            raise ValueError(f"this state does not fit: {error}") from error

    def set_trait_values(self, values: Mapping[str, Any]) -> None:
        """Set several traits as one change.

        Parameters
        ----------
        values : mapping of str to object
            Trait to value.
        """
        with self.hold_sync(), self.hold_trait_notifications():
            for name, value in values.items():
                setattr(self, name, value)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what the browser saved; what a trait refuses is changed on neither side.

        Parameters
        ----------
        sync_data : dict
            Trait to JSON value.
        """
        refused = ""
        try:
            super().set_state(sync_data)
        except traitlets.TraitError as error:
            refused = f"Python cannot take this: {error}"
            self.send_state([name for name in sync_data if name in self.keys])
        if refused or self._refused:
            self.problem = refused
        self._refused = bool(refused)

    # The student's own functions ----------------------------------------------------------------
    def answer(self, question: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """Compute with the student's functions what the browser asks for.

        Parameters
        ----------
        question : mapping
            As the widget's view sends it.

        Returns
        -------
        result : dict
            JSON values.
        buffers : list of bytes
            Arrays that go with it.

        Raises
        ------
        OwnFunctionError
            If a student's function raises or returns what cannot be shown.
        """
        raise NotImplementedError(f"{type(self).__name__} asks nothing")

    def answered(self, question: Mapping[str, Any]) -> dict[str, Any] | None:
        """Compute once, in Python: for the first picture, and where no browser is.

        Parameters
        ----------
        question : mapping
            As for `answer`.

        Returns
        -------
        dict or None
            The result; None where the student's function failed, which `problem` then tells.
        """
        try:
            result, _ = self._heard(question)
        except OwnFunctionError as error:
            self.problem = str(error)
            return None
        self.problem = ""
        return result

    def _heard(self, question: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """Answer, and keep what is printed meanwhile."""
        with hearing() as heard:
            try:
                return self.answer(question)
            finally:
                self.printed = heard.last_lines

    def _asked(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if not isinstance(content, dict):
            return
        if content.get("code"):
            self.send({"code": bundle().read_text(encoding="utf-8")})
            return
        if "ask" not in content:
            return
        reply: dict[str, Any] = {"id": content.get("id"), "view": content.get("view")}
        buffers: list[bytes] = []
        before = self.printed
        try:
            reply["result"], buffers = self._heard(content["ask"])
            self.problem = ""
        except OwnFunctionError as error:
            self.problem = reply["problem"] = str(error)
            if error.result is not None:
                reply["result"], buffers = error.result, error.buffers
        except KeyboardInterrupt:  # it did what it was meant to: Python is free again
            self.problem = reply["problem"] = _INTERRUPTED
        except BaseException as error:  # a bug of ours: the view must not wait for ever
            self.problem = reply["problem"] = f"{type(error).__name__}: {error}"
            if not isinstance(error, Exception):
                raise
        finally:
            if self.printed != before:
                reply["printed"] = self.printed
            self.send(reply, buffers)

    # What is left where no kernel runs ----------------------------------------------------------
    def still(self) -> str:
        """Draw what the widget shows now.

        Returns
        -------
        str
            An SVG document, readable on light and dark ground.
        """
        raise NotImplementedError

    def describe(self) -> str:
        """Say what the widget shows now.

        Returns
        -------
        str
            A few sentences: the text alternative.
        """
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        data, metadata = super()._repr_mimebundle_(**kwargs)
        with hearing():  # what a student's function prints for the picture was shown already
            pictures = {"image/svg+xml": self.still(), "text/plain": self.describe()}
        return {**data, **pictures}, metadata

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.title!r})" if self.title else type(self).__name__


def _public(names: Iterable[str]) -> list[str]:
    """Traits of ours that a user may set, in a fixed order."""
    return sorted(name for name in names if name[0] != "_" and name not in _PLUMBING)
