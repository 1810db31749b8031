"""Hands on the widgets that show one neuron on a table: its numbers, its line, its loss."""

import re

from tests.widgets.hands.fingers import Hands, click, drag, field, fields, fill, walk, written

LETTERS = {"w₁": "w1", "w₂": "w2", "b": "b"}


def weights(widget):
    """The fields of the weights."""
    return {letter: written(getattr(widget, name)) for letter, name in LETTERS.items()}


def hand_table():
    """The sliders, the next table, and every number."""

    def mouse(page, shown):
        slider = shown.get_by_role("slider", name="w₁")
        drag(page, slider, slider.bounding_box()["width"] * 0.3, 0)
        click(shown, "next table", "next table", "← back")

    def on_screen(shown):
        cells = shown.evaluate(
            "root => Object.fromEntries([...root.querySelectorAll('td[data-id]')]"
            ".map(td => [td.dataset.id, td.querySelector('.cg-value').textContent]))"
        )
        return {id: text for id, text in cells.items() if text} | fields(shown, *LETTERS)

    def by_course(widget):
        worked = widget.worked
        keys = ("X1", "X2", "y", "h", "p", "y_hat", "loss")
        ids = [f"{row}:{key}" for row in range(4) for key in keys]
        said = {id: worked.text(id, widget.places) for id in (*ids, "total:loss")}
        return said | {"total:y_hat": f"{worked.n_right}/4"} | weights(widget)

    return Hands(
        mouse,
        lambda page, shown: walk(page, shown, "input[type=range]", "ArrowRight", "ArrowRight"),
        on_screen,
        by_course,
        lambda page, shown: fill(page, field(shown, "w₂"), "0,25"),
    )


def chain_stepper():
    """A weight in the graph, the steps, and the values that they found."""

    def node(shown, name):
        return shown.locator(f'.cg-graph-node[data-key="{name}"]')

    def mouse(page, shown):
        drag(page, node(shown, "b").locator(".cg-graph-shape"), 60, 0)
        click(shown, "Next step", "Next step", "One step back")

    def typed(page, shown):
        node(shown, "w1").click()
        fill(page, field(shown, "w₁"), "0,25")

    def on_screen(shown):
        names = ("w1", "w2", "b", "h", "p", "loss")
        said = {name: node(shown, name).locator(".cg-graph-value").text_content() for name in names}
        return said | {"step": shown.locator(".cg-chain-count").text_content()}

    def by_course(widget):
        row = list(widget.table)[widget.row]
        values = widget.parameters | {name: row[name] for name in ("h", "p", "loss")}
        said = {name: written(value, 4, trim=True) for name, value in values.items()}
        return said | {"step": f"{widget.step + 1} / {len(widget.steps)}"}

    def keys(page, shown):
        walk(page, shown, '[data-key="w2"]', "ArrowUp", "Shift+ArrowUp")

    return Hands(mouse, keys, on_screen, by_course, typed)


def boundary():
    """A point, a weight, and how many points are right."""

    def mouse(page, shown):
        drag(page, shown.locator('[data-point="3"] .cg-plane-reach'), -40, 30)

    def on_screen(shown):
        score = shown.locator(".cg-boundary-score").inner_text()
        where = shown.locator(".cg-boundary-where").inner_text()
        point, x, y = re.match(r"point (\d) at \((.*), (.*)\)", where).groups()
        said = {"right": re.search(r"(\d) of 4", score)[1], "loss": score.split()[-1]}
        return said | {"point": point, "x": x, "y": y} | fields(shown, *LETTERS)

    def by_course(widget):
        table, (x, y) = widget.table, widget.X[widget.row]
        said = {"right": str(table.n_right), "loss": written(table.loss.value, 4)}
        said |= {"x": written(x, trim=True), "y": written(y, trim=True)}
        return said | {"point": str(widget.row + 1)} | weights(widget)

    return Hands(
        mouse,
        lambda page, shown: walk(page, shown, 'input[aria-label="b"]', "ArrowRight", "ArrowRight"),
        on_screen,
        by_course,
        lambda page, shown: fill(page, field(shown, "w₁"), "0,62"),
    )


def landscape():
    """The point, the rate, the steps of a descent, on both maps."""

    def rate(shown):
        return shown.locator(".cg-landscape-rate input[type=text]")

    def mouse(page, shown):
        drag(page, shown.locator('[data-map="0"] .cg-landscape-here'), 30, -40)
        click(shown, "Step", "Step", "Back")

    def on_screen(shown):
        def after(formula):
            return re.split("[=≈]", formula)[-1].replace(" ", "")

        status = shown.locator('[data-map="0"] .cg-landscape-status').inner_text()
        found = re.search(r"step (\d+)", status)
        said = {"rate": rate(shown).input_value(), "step": found[1] if found else "0"}
        for k in (0, 1):
            part = shown.locator(f'[data-map="{k}"]')
            lines = part.locator(".cg-landscape-lines > div").all_text_contents()
            said[f"loss {k}"] = after(part.locator(".cg-landscape-value").text_content())
            said[f"w1 {k}"], said[f"w2 {k}"] = map(after, lines)
        return said

    def by_course(widget):
        said = {"rate": written(widget.learning_rate), "step": str(widget.step)}
        for k, table in enumerate(widget.tables):
            said[f"loss {k}"] = written(table.loss.value, 4)
            for name in ("w1", "w2"):
                said[f"{name} {k}"] = written(table.update[name].value, 4, trim=True)
        return said

    return Hands(
        mouse,
        lambda page, shown: walk(page, shown, ".cg-landscape-point", "ArrowRight", "ArrowUp"),
        on_screen,
        by_course,
        lambda page, shown: fill(page, rate(shown), "2,5"),
    )
