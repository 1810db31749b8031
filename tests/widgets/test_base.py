"""What all widgets share: traits, the state capsule, own functions, groups, the still."""

import base64
import contextlib
import json
import math
import zlib
from xml.etree import ElementTree

import pytest
import traitlets

from nbextensions.frame.array_traits import Numbers, Rows
from nbextensions.frame.base import FiniteFloat, Widget
from nbextensions.frame.capsule import MARK, from_capsule, to_capsule
from nbextensions.frame.own_functions import OwnFunctionError, OwnFunctions, as_sentence


class Probe(Widget):
    """The smallest widget: one parameter, one setting, one own function."""

    kind = "probe"
    name = "Probe"
    step = traitlets.Int(0, min=0).tag(sync=True)

    def answer(self, question):
        return {"p": self._functions.call("forward", question["x"])}, []

    def still(self):
        return "<svg xmlns='http://www.w3.org/2000/svg'/>"

    def describe(self):
        return f"w1 is {self.w1}"


def probe(**settings):
    return Probe({}, {"w1": 0.1, "b": -0.5}, **settings)


def test_a_state_comes_back_bit_for_bit():
    widget, twin = probe(), probe()
    widget.w1, widget.b, widget.step = 0.1 + 0.2, -1e-300, 7
    twin.state = widget.state
    assert (twin.w1, twin.b, twin.step) == (0.30000000000000004, -1e-300, 7)
    assert twin.state == widget.state


def test_what_an_own_function_prints_is_kept_in_its_last_lines(capsys):
    def forward(x):
        for i in range(x):
            print("h =", i)
        if not x:
            raise ValueError("no x")
        return x

    widget = probe(own={"forward": forward})
    sent = []
    widget.send = lambda reply, buffers: sent.append(reply)
    assert widget.answered({"x": 2}) == {"p": 2}
    assert widget.printed == "h = 0\nh = 1"
    widget._asked(widget, {"ask": {"x": 2}, "id": 1}, [])
    widget._asked(widget, {"ask": {"x": 100_000}, "id": 2}, [])
    widget._asked(widget, {"ask": {"x": 0}, "id": 3}, [])
    widget._asked(widget, {"ask": {"x": 0}, "id": 4}, [])
    lines = "\n".join(f"h = {i}" for i in range(99_995, 100_000))
    unchanged = "what is shown is so already"
    told = [reply.get("printed", unchanged) for reply in sent]
    assert told == [unchanged, f"…{lines}", "", unchanged]
    assert capsys.readouterr().out == ""
    assert "printed" not in widget._stateful


def test_a_line_without_end_is_cut():
    widget = probe(own={"forward": lambda x: print("x" * x)})
    widget.answered({"x": 10_000})
    assert widget.printed == "…" + "x" * 600


def test_what_is_printed_outside_of_an_answer_is_printed(capsys):
    widget = probe(own={"forward": lambda x: print("here")})
    widget._functions.call("forward", 1)
    assert capsys.readouterr().out == "here\n"


def test_a_state_is_a_short_word_that_survives_an_address():
    state = probe().state
    assert state.startswith(MARK)
    assert len(state) < 200
    assert state.replace(MARK, "").replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize(
    ("capsule", "sentence"),
    [
        ("hello", "begins with"),
        ("chalk1.AAAA", "damaged"),
        (to_capsule("probe", {"w1": 1.0})[:-6], "damaged"),
        (to_capsule("table", {}), "state of a table, not of a probe"),
        (to_capsule("probe", {"w9": 1.0}), "no 'w9'"),
        (to_capsule("probe", {"w1": 5.0, "step": -3}), "does not fit"),
        (to_capsule("probe", {"w1": "much"}), "does not fit"),
    ],
)
def test_a_bad_state_is_refused_with_a_sentence_and_changes_nothing(capsule, sentence):
    widget = probe()
    with pytest.raises(ValueError, match=sentence):
        widget.state = capsule
    assert (widget.w1, widget.step) == (0.1, 0)


def test_the_sign_of_zero_comes_back_from_what_the_browser_writes_and_from_what_python_does():
    browser = MARK + base64.urlsafe_b64encode(
        zlib.compress(b'{"kind":"probe","state":{"w1":-0.0,"b":0.5}}')
    ).decode().rstrip("=")  # fmt: skip
    for capsule in (browser, to_capsule("probe", {"w1": -0.0})):
        widget = probe()
        widget.state = capsule
        assert math.copysign(1, widget.w1) == -1


def test_a_state_that_is_nested_without_end_is_damaged():
    deep = b'{"kind":"probe","state":{"w1":' + b"[" * 200_000
    capsule = MARK + base64.urlsafe_b64encode(zlib.compress(deep)).decode().rstrip("=")
    with pytest.raises(ValueError, match="damaged"):
        from_capsule("probe", capsule)


class Shapes(Probe):
    """A trait of each kind."""

    loss = traitlets.Enum(("squared_error", "cross_entropy"), "squared_error").tag(sync=True)
    rate = FiniteFloat(0.5, min=0, max=0.9).tag(sync=True)
    on = traitlets.Bool(True).tag(sync=True)
    over = traitlets.List(traitlets.Unicode(), ["w1", "b"], minlen=2, maxlen=2).tag(sync=True)
    X = Rows().tag(sync=True)
    y = Numbers().tag(sync=True)
    answers = traitlets.Dict(value_trait=traitlets.Unicode()).tag(sync=True)
    history = traitlets.List(traitlets.Dict()).tag(sync=True)


def test_the_browser_is_told_what_each_trait_of_a_state_takes():
    widget = Shapes({}, {"w1": 0.1}, X=[[0, 1]], y=[1])
    row = {"type": "array", "minItems": 1, "items": {"type": "number"}}
    assert set(widget._schema) == set(widget._stateful)
    for name, schema in {
        "w1": {"type": "number"},
        "step": {"type": "integer", "minimum": 0},
        "rate": {"type": "number", "minimum": 0, "maximum": 0.9},
        "loss": {"enum": ["squared_error", "cross_entropy"]},
        "on": {"type": "boolean"},
        "over": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "string"}},
        "X": {"type": "array", "minItems": 1, "items": row},
        "y": row,
        "answers": {"type": "object", "additionalProperties": {"type": "string"}},
        "history": {"type": "array", "items": {"type": "object"}},
    }.items():
        assert widget._schema[name] == schema, name


def test_what_the_browser_saves_and_python_refuses_goes_back_with_a_sentence():
    widget, sent = probe(), []
    widget.send_state = lambda key=None: sent.append(key)
    widget.set_state({"w1": 0.75, "step": -3})
    assert (widget.w1, widget.step) == (0.1, 0)
    assert ["w1", "step"] in sent
    assert "step" in widget.problem
    widget.set_state({"w1": 0.75})
    assert (widget.w1, widget.problem) == (0.75, "")


def test_a_capsule_cannot_be_a_bomb():
    with pytest.raises(ValueError, match="damaged"):
        from_capsule("probe", to_capsule("probe", {"a": "x" * 8_000_000}))


def test_a_number_that_is_not_finite_is_refused():
    widget = probe()
    with pytest.raises(traitlets.TraitError, match="finite"):
        widget.w1 = float("inf")
    assert widget.w1 == 0.1
    with pytest.raises(ValueError, match="Out of range"):
        to_capsule("probe", {"w1": float("nan")})


def test_a_parameter_is_a_trait_of_its_own_name():
    widget, seen = probe(), []
    widget.observe(lambda change: seen.append(change.new), "w1")
    widget.w1 = 0.25
    assert seen == [0.25]
    assert isinstance(widget.traits()["w1"], FiniteFloat)
    assert widget.parameters == {"w1": 0.25, "b": -0.5}


def test_a_parameter_can_be_given_by_its_name():
    assert probe(w1=0.75).w1 == 0.75
    with pytest.raises(traitlets.TraitError, match="finite"):
        probe(w1=float("nan"))


def test_sliders_of_ipywidgets_link_with_a_parameter():
    import ipywidgets

    widget, slider = probe(), ipywidgets.FloatSlider(min=-3, max=3)
    ipywidgets.link((slider, "value"), (widget, "w1"))
    slider.value = 1.5
    assert widget.w1 == 1.5
    ipywidgets.HBox([widget, slider])


def test_an_unknown_setting_is_named_with_those_that_exist():
    with pytest.raises(TypeError, match=r"no 'wheight'; it has .*notation.*w1"):
        probe(wheight=3)


def test_the_output_holds_a_picture_and_a_text_for_where_no_kernel_runs():
    data, _ = probe()._repr_mimebundle_()
    ElementTree.fromstring(data["image/svg+xml"])
    assert data["text/plain"] == "w1 is 0.1"
    assert "application/vnd.jupyter.widget-view+json" in data


def test_a_widget_carries_little_and_gives_the_code_when_asked():
    widget, sent = probe(), []
    assert len(widget.get_state()["_esm"]) < 2000
    widget.send = lambda reply, buffers=None: sent.append(reply)
    widget._asked(widget, {"code": True}, [])
    assert len(sent[0]["code"]) > 50_000
    assert widget._version in sent[0]["code"].splitlines()[0]


def test_all_that_goes_to_the_browser_is_json():
    json.dumps({k: v for k, v in probe().get_state().items() if k != "layout"}, allow_nan=False)


def raises_in_line_two(x):
    return {}["missing"]


def test_an_error_becomes_a_sentence_with_its_line():
    with pytest.raises(OwnFunctionError) as caught:
        OwnFunctions({"forward": raises_in_line_two}).call("forward", 1)
    assert str(caught.value).startswith("raises_in_line_two stopped in line ")
    assert """return {}["missing"]: KeyError: 'missing'""" in str(caught.value)


def test_a_function_that_is_not_written_yet_says_so():
    def forward_pass(X):
        raise NotImplementedError

    assert as_sentence(forward_pass, NotImplementedError()) == (
        "forward_pass is not written yet: it raises NotImplementedError."
    )


def test_a_wrong_number_of_arguments_is_told_apart():
    with pytest.raises(OwnFunctionError, match="could not be called"):
        OwnFunctions({"forward": lambda: 0}).call("forward", 1, 2)


@pytest.mark.parametrize(
    ("leaving", "told"),
    [(KeyboardInterrupt(), "you interrupted it"), (SystemExit("bye"), "SystemExit: bye")],
)
def test_a_function_that_is_interrupted_or_leaves_python_becomes_a_sentence_too(leaving, told):
    def endless(x):
        raise leaving

    with pytest.raises(OwnFunctionError, match=rf"endless stopped in line .*: {told}"):
        OwnFunctions({"forward": endless}).call("forward", 1)


@pytest.mark.parametrize(
    ("raised", "told", "goes_on"),
    [
        (KeyboardInterrupt(), "interrupted", True),
        (SystemExit("bye"), "SystemExit: bye", False),
        (ZeroDivisionError("ours"), "ZeroDivisionError: ours", True),
    ],
)
def test_a_view_is_answered_whatever_stops_python_outside_of_the_students_function(
    raised, told, goes_on
):
    class Stopped(Probe):
        def answer(self, question):
            raise raised

    widget, sent = Stopped({}, {"w1": 0.1}), []
    widget.send = lambda reply, buffers=None: sent.append(reply)
    with contextlib.nullcontext() if goes_on else pytest.raises(type(raised)):
        widget._asked(widget, {"ask": {}, "id": 1, "view": "v"}, [])
    assert [(reply["id"], reply["view"]) for reply in sent] == [(1, "v")]
    assert told in sent[0]["problem"]
    assert told in widget.problem


def test_what_is_no_function_is_refused():
    with pytest.raises(TypeError, match="expected a function"):
        probe(own={"forward": 3})


def test_a_question_is_answered_and_a_failure_is_a_sentence_that_goes_again():
    widget, sent = probe(own={"forward": lambda x: 1 / x}), []
    widget.send = lambda reply, buffers=None: sent.append(reply)
    widget._asked(widget, {"ask": {"x": 4}, "id": 1, "view": "v"}, [])
    assert sent[-1] == {"id": 1, "view": "v", "result": {"p": 0.25}}
    widget._asked(widget, {"ask": {"x": 0}, "id": 2, "view": "v"}, [])
    assert "ZeroDivisionError" in sent[-1]["problem"]
    assert "ZeroDivisionError" in widget.problem
    widget._asked(widget, {"ask": {"x": 2}, "id": 3, "view": "v"}, [])
    assert widget.problem == ""
    widget._asked(widget, "noise", [])
    assert len(sent) == 3
