"""Hands on the widgets that ask: a choice, a number, a slip to find."""

from course.activations import sigmoid
from course.graph import canon
from tests.widgets.hands.fingers import Hands, click, fill, walk, written


def truth(shown):
    """The answer, where it is shown."""
    said = shown.locator(".cg-predict-truth")
    return " ".join(said.inner_text().split()) if said.is_visible() else ""


def predict():
    """A choice, and then the answer."""

    def mouse(page, shown):
        shown.get_by_role("radio", name="no").click()
        click(shown, "Show the answer")

    def keys(page, shown):
        shown.press("PageUp")
        walk(page, shown, "input[type=radio]", "ArrowUp")

    def on_screen(shown):
        chosen = shown.locator(".cg-chosen .cg-predict-words").all_inner_texts()
        return {"chosen": "".join(chosen), "truth": truth(shown)}

    def by_course(widget):
        verdict = {"yes": "✓ as predicted", "no": "✗ not as predicted"}.get(widget.answer)
        said = f"Predicted {widget.answer} {verdict} It is {widget.truth}"
        return {"chosen": widget.answer, "truth": said if widget.revealed else ""}

    return Hands(mouse, keys, on_screen, by_course)


def predict_a_number():
    """A number, and then the answer."""

    def field(shown):
        return shown.get_by_label("Your prediction, a number")

    def mouse(page, shown):
        field(shown).click()
        page.keyboard.type("0.5")
        click(shown, "Show the answer")

    def keys(page, shown):
        shown.press("PageUp")
        walk(page, shown, "input[type=text]", "Control+a", *"0.38")

    def typed(page, shown):
        shown.press("PageUp")
        fill(page, field(shown), "0.62")

    def on_screen(shown):
        return {"typed": field(shown).input_value(), "truth": truth(shown)}

    def by_course(widget):
        p = float(sigmoid(0.5))
        verdict = "✓ as predicted" if widget.answer == "0.62" else "✗ not as predicted"
        said = f"Predicted {widget.answer} {verdict} It is {written(p, 4)}"
        return {"typed": widget.answer, "truth": said if widget.revealed else ""}

    return Hands(mouse, keys, on_screen, by_course, typed)


def find_the_slip():
    """A line that is right, then the wrong one, and the numbers that decide."""

    def mouse(page, shown):
        lines = shown.locator(".cg-slip-lines").first.get_by_role("button")
        lines.nth(0).click()
        lines.nth(2).click()

    def keys(page, shown):
        walk(page, shown, ".cg-slip-line:enabled", "Enter")
        page.keyboard.press("PageDown")  # the proof again

    def on_screen(shown):
        row = shown.locator("table tbody tr").nth(2)
        proof = " ".join(row.inner_text().split()[-5:]) if row.is_visible() else ""
        return {"found": str(shown.locator(".cg-found").count()), "proof": proof}

    def by_course(widget):
        net = canon((1.0, 1.0), 0.0)
        right = net.derivatives("loss")["w1_3"]
        printed = right / (2 * net["wo_3"].value)  # the slip: two factors are missing
        proof = f"{written(printed, 4)} ≠ {written(right, 4)} {written(right, 4)} ="
        found = str(int(widget.stage != "line"))
        return {"found": found, "proof": proof if widget.stage == "proof" else ""}

    return Hands(mouse, keys, on_screen, by_course)
