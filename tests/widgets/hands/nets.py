"""Hands on the widgets that show a net, its training, and what keeps its weights small."""

import re

import numpy as np

from course.activations import sigmoid
from course.penalties import l1_shrinkage, l2_shrinkage
from tests.widgets.hands.fingers import Hands, click, drag, field, fields, fill, walk, written


def train_player():
    """A step of the training, by the curve, the number and the keys."""

    def step(shown):
        return shown.get_by_label("step, typed")

    def mouse(page, shown):
        curves = shown.locator(".cg-curves").first
        drag(page, curves, curves.bounding_box()["width"] * 0.2, 0)
        for name in ("On", "On", "Back"):
            shown.get_by_role("button", name=name, exact=True).click()

    def on_screen(shown):
        return {
            "loss": shown.locator(".cg-train-loss").text_content(),
            "right": shown.locator(".cg-train-n-right").text_content(),
            "step": step(shown).input_value(),
            "rate": field(shown, "learning rate, typed").input_value(),
        }

    def by_course(widget):
        history, at = widget.history(), widget.step
        return {
            "loss": f"loss {written(history.loss[at], 4)}",
            "right": f"{round(history.accuracy[at] * 4)} of 4 right",
            "step": str(at),
            "rate": written(widget.learning_rate, trim=True),
        }

    return Hands(
        mouse,
        lambda page, shown: walk(page, shown, ".cg-train-range", "ArrowRight", "ArrowRight"),
        on_screen,
        by_course,
        lambda page, shown: fill(page, step(shown), "77"),
    )


def part(shown, name):
    """What stands for a node in the drawing of a net."""
    return shown.locator(f'.cg-net-stage [data-name="{name}"]')


def network_view():
    """A weight, the rows, and what the units make of a row."""
    units = ("h_1", "h_2", "h_3", "p")

    def mouse(page, shown):
        part(shown, "h_2").click()
        click(shown, "previous row", "previous row", "next row")

    def typed(page, shown):
        part(shown, "bo").click()
        fill(page, shown.locator(".cg-net-field"), "-1/4")

    def on_screen(shown):
        number = '.cg-net-unit:has([data-name="{}"]) .cg-net-number'
        said = {name: shown.locator(number.format(name)).inner_html() for name in units}
        return said | {"row": re.search(r"row (\d)", shown.locator(".cg-nv-row").inner_text())[1]}

    def by_course(widget):
        said = {name: written(widget.values(name)[widget.row]) for name in units}
        return said | {"row": str(widget.row + 1)}

    def keys(page, shown):
        to = ("Home", "ArrowUp", "ArrowRight", "Shift+ArrowDown")
        walk(page, shown, ".cg-net-stage [data-name]", *to)

    return Hands(mouse, keys, on_screen, by_course, typed)


def dropout_view():
    """A unit, a weight, the rate, the masks, and the averages."""

    def mouse(page, shown):
        click(shown, "draw a mask", "draw a mask", "previous mask")
        part(shown, "h_2").click()

    def typed(page, shown):
        part(shown, "wo_3").click()
        fill(page, shown.locator(".cg-net-field"), "-1/2")

    def on_screen(shown):
        rows = shown.locator(".cg-drop-table").nth(1).locator("tbody tr").all_inner_texts()
        return {" ".join(row.split()): "" for row in rows} | fields(shown, "rate")

    def by_course(widget):
        masks = widget.drawn()
        means = {
            "this mask": (widget.o, widget.p),
            "full net": (widget.full, sigmoid(np.array(widget.full))),
            f"{len(masks)} drawn": (widget.scores(masks).mean(),) if len(masks) else (),
        }
        for name, how in (("unscaled", False), ("scaled", True)):
            means[f"all 8 masks, {name}"] = [widget.average(of, how) for of in ("o", "p")]
        rows = [[name, *(written(v, 4) for v in values)] for name, values in means.items()]
        said = {" ".join(row) if len(row) > 1 else f"{row[0]} –": "" for row in rows}
        return said | {"rate": written(widget.rate)}

    return Hands(
        mouse,
        lambda page, shown: walk(page, shown, "input[type=range]", "ArrowRight", "ArrowRight"),
        on_screen,
        by_course,
        typed,
    )


def shrinkage():
    """The minimum of the loss alone, the strength, and where the penalty moves the weights."""

    def mouse(page, shown):
        grip = shown.get_by_role("slider", name="minimum of the loss alone")
        drag(page, grip.locator("circle").last, -50, -30)
        click(shown, "L2")

    def on_screen(shown):
        rows = [row.split("\t") for row in shown.locator("tbody tr").all_inner_texts()]
        return {str(k): " ".join(row[1:3]) for k, row in enumerate(rows)} | fields(shown, "λ")

    def by_course(widget):
        shrink = {"l1": l1_shrinkage, "l2": l2_shrinkage}[widget.penalty]
        a = np.array([widget.a1, widget.a2])
        pairs = zip(a, shrink(a, widget.strength), strict=True)
        said = {str(k): f"{written(u, 4)} {written(v, 4)}" for k, (u, v) in enumerate(pairs)}
        return said | {"λ": written(widget.strength, 3)}

    return Hands(
        mouse,
        lambda page, shown: walk(page, shown, ".cg-shrink-grip", "ArrowRight", "ArrowUp"),
        on_screen,
        by_course,
        lambda page, shown: fill(page, field(shown, "λ"), "0.123456789"),
    )
