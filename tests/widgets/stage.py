"""A widget in a real browser without Jupyter: seconds saved in each test, the same JavaScript.

The page is the one that `chalkgrad page` writes, but here Python stands behind it: questions about
own functions are answered, and what the browser saves arrives in the widget's traits.
"""

import base64

from nbextensions.frame.bundle import bundle
from nbextensions.page.shell import live_part

GROUND = {"light": "#ffffff", "dark": "#111111"}

# Widgets save at most every 100 ms; one that plays or asks on and on is not waited for.
SETTLED = """async () => {
  const frame = () => new Promise(done => requestAnimationFrame(done));
  const end = performance.now() + 400;
  const unsaved = () => Object.values(chalkgradModels).some(m => Object.keys(m.pending).length);
  for (let round = 0; round < 12; round++) {
    await frame();
    await frame();
    while (unsaved() && performance.now() < end) await frame();
    const heard = chalkgradHost.heard?.splice(0) ?? [];
    await Promise.all(heard);
    if (!heard.length) return;
  }
}"""


def document(*widgets, theme="light"):
    """An HTML page with these widgets under one another."""
    states = {w.model_id: {"name": "AnyModel", "state": w.get_state()} for w in widgets}
    for entry in states.values():
        entry["state"] = {k: v for k, v in entry["state"].items() if k not in ("_esm", "layout")}
    places = "".join(f'<div data-chalkgrad-model="{w.model_id}"></div>' for w in widgets)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>widgets</title>'
        f'<body style="background: {GROUND[theme]}; margin: 12px">{places}'
        f"{live_part(states, bundle('page.js').read_text(encoding='utf-8'))}"
    )


class Stage:
    """Shows widgets on a Playwright page, with Python behind them."""

    def __init__(self, page):
        self.page = page
        self.widgets = {}
        page.expose_function("chalkgradAsk", self._ask)
        page.expose_function("chalkgradSaved", self._saved)
        page.add_init_script(
            "globalThis.chalkgradHost = { heard: [],"
            " hear: promise => { chalkgradHost.heard.push(promise); return promise; },"
            " ask: (id, content) => chalkgradHost.hear(chalkgradAsk(id, content)),"
            " saved: (id, state) => { chalkgradHost.hear("
            "   chalkgradSaved(id, state).then(back => chalkgradPut(id, back))); } };"
            "globalThis.chalkgradPut = (id, values) => { const model = chalkgradModels[id];"
            " for (const [name, value] of Object.entries(values)) {"
            "   model.set(name, value); delete model.pending[name]; } };"
        )

    def show(self, *widgets, theme="light"):
        """Put widgets on the page; gives a locator for each."""
        self.widgets = {w.model_id: w for w in widgets}
        self.page.route("http://stage/", lambda route: route.fulfill(
            body=document(*widgets, theme=theme), content_type="text/html"))  # fmt: skip
        self.page.goto("http://stage/")
        self.page.wait_for_function("window.chalkgradModels !== undefined")
        self.settle()
        return [self.page.locator(".cg").nth(i) for i in range(len(widgets))]

    def settle(self):
        """Wait until frames are drawn, and Python has heard what changed and answered."""
        self.page.evaluate(SETTLED)

    def until(self, holds, patience=5.0):
        """Wait until Python has heard from the browser what makes `holds()` true."""
        for _ in range(int(patience / 0.02)):
            if holds():
                return
            self.page.wait_for_timeout(20)
        raise AssertionError("it did not come true in time")

    def set_from_python(self, widget, **values):
        """Change traits as a notebook cell would, and let the browser know."""
        widget.set_trait_values(values)
        self.page.evaluate("put => chalkgradPut(...put)", [widget.model_id, values])
        self.settle()

    def copied_state(self, shown):
        """Copy the state by the menu; what is on the clipboard then."""
        self.page.evaluate(
            "() => { window.copied = ''; const writeText = async text => { copied = text; };"
            " Object.defineProperty(navigator, 'clipboard',"
            " { value: { writeText }, configurable: true }); }"
        )
        shown.get_by_role("button", name="Menu").click()
        shown.get_by_role("menuitem", name="Copy the state").click()
        self.page.wait_for_function("copied !== ''")
        return self.page.evaluate("copied")

    def restore(self, shown, state):
        """Paste a state into the menu's dialog."""
        shown.get_by_role("button", name="Menu").click()
        shown.get_by_role("menuitem", name="Restore a state").click()
        shown.get_by_label("State", exact=True).fill(state)
        self.page.keyboard.press("Enter")

    def _saved(self, model_id, state):
        """Take what the browser saved; give what Python sends back where it refuses that."""
        widget, sent = self.widgets[model_id], []
        widget.send_state = lambda key=None: sent.append(key)
        try:
            widget.set_state(state)
        finally:
            del widget.send_state
        refused = list(state) in sent
        return {n: getattr(widget, n) for n in (*state, "problem")} if refused else {}

    def _ask(self, model_id, content):
        sent = []
        widget = self.widgets[model_id]

        def send(reply, buffers=None):
            texts = [base64.b64encode(buffer).decode() for buffer in buffers or []]
            sent.append({**reply, "buffers": texts})

        widget.send = send
        widget._asked(widget, content, [])
        return sent[0]
