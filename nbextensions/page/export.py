"""From a notebook that has been run to the text of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape
from typing import Any
from urllib.parse import unquote

from jinja2 import pass_context
from latex2mathml.converter import convert as to_mathml
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter

from nbextensions.frame.bundle import bundle
from nbextensions.page.shell import page

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
_CONTROLS = "@jupyter-widgets/controls"  # sliders, boxes, links
_LOOKS = ("StyleModel", "LayoutModel")
_DROPPED = frozenset({"_esm", "_css", "layout", "_dom_classes", "tabbable", "tooltip"})
_NOTEBOOK_LINK = re.compile(
    r'<a ([^>]*)href="(?![a-z]+:|/)([^"#]+)\.ipynb(#[^"]*)?"([^>]*)>(.*?)</a>', re.DOTALL
)


# Code that the notebook folds away (it may hold an answer) is folded in the page, too.
_CELLS = """
{%- extends 'classic/base.html.j2' -%}
{%- block input -%}
{%- if cell.metadata.get('jupyter', {}).get('source_hidden') -%}
<details class="code"><summary>code</summary>{{ super() }}</details>
{%- else -%}{{ super() }}{%- endif -%}
{%- endblock input -%}
"""


class _Renderer(IPythonRenderer):
    """Markdown with formulas as MathML, and with HTML as it was written."""

    def block_html(self, html: str) -> str:
        return html  # nbconvert's own parses it, and closes a <details> too early

    def table(self, text: str) -> str:
        return f'<div class="scrolls"><table>\n{text}</table></div>\n'  # a phone is narrow

    def inline_math(self, body: str) -> str:
        return _formula(body, "inline")

    def block_math(self, body: str) -> str:
        return _formula(body, "block")


def _formula(tex: str, display: str) -> str:
    """Write a formula as MathML; one that is mistyped as it was typed."""
    try:
        return str(to_mathml(tex.strip(), display=display))
    except Exception:  # latex2mathml raises many kinds
        return f"<code>{escape(tex.strip())}</code>"


class _PageExporter(HTMLExporter):
    """The cells as HTML, without what nbconvert fetches from elsewhere."""

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:  # nbconvert gives the context
        attachments = context.get("cell", {}).get("attachments", {})
        path = context.get("resources", {}).get("metadata", {}).get("path", "")
        renderer = _Renderer(
            escape=False, attachments=attachments, embed_images=True, path=path,
            exclude_anchor_links=True,
        )  # fmt: skip
        return str(MarkdownWithMath(renderer=renderer).render(source))


def to_page(
    notebook: NotebookNode,
    title: str,
    folder: str = "",
    code: bool = True,
    linked: Callable[[str], bool] = lambda _: False,
) -> str:
    """Make the page.

    Parameters
    ----------
    notebook : NotebookNode
        With outputs and widget state; it is changed.
    title : str
        Of the page.
    folder : str
        Where pictures of the notebook are looked for.
    code : bool
        Whether code cells are shown.
    linked : callable
        Says of another notebook's page, such as ``"../05_next.html"``, whether a link may lead
        there; else only its words are left.

    Returns
    -------
    str
        One HTML document that needs nothing else.

    Raises
    ------
    ImportError
        If the widgets' JavaScript is not built.
    """
    models = _models(notebook)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            _place(output, models)
    exporter = _PageExporter(template_name="basic", raw_template=_CELLS, exclude_input=not code)
    exporter.exclude_input_prompt = exporter.exclude_output_prompt = True
    body, _ = exporter.from_notebook_node(notebook, {"metadata": {"path": folder}})
    return page(
        title=title,
        body=_NOTEBOOK_LINK.sub(lambda match: _link(match, linked), body),
        highlight=str(HtmlFormatter().get_style_defs(".highlight")),
        models=models,
        script=bundle("page.js").read_text(encoding="utf-8") if models else "",
    )


def _link(match: re.Match[str], linked: Callable[[str], bool]) -> str:
    before, place, part, after, words = match.groups()
    if not linked(f"{unquote(place)}.html"):
        return str(words)
    return f'<a {before}href="{place}.html{part or ""}"{after}>{words}</a>'


def _models(notebook: NotebookNode) -> dict[str, dict[str, Any]]:
    """Take out the state of our widgets, and of the controls, boxes and links of ipywidgets."""
    saved = notebook.metadata.pop("widgets", {}).get(STATE, {}).get("state", {})
    found = {}
    for key, model in saved.items():
        state = {k: v for k, v in model["state"].items() if k not in _DROPPED}
        name = model["model_name"]
        control = model.get("model_module") == _CONTROLS and not name.endswith(_LOOKS)
        if "_kind" in state or (control and _is_json(state)):
            found[key] = {"name": name, "state": state}
    return found


def _is_json(state: dict[str, Any]) -> bool:
    """Say whether a control can be written down; one at infinity cannot."""
    try:
        json.dumps(state, allow_nan=False)
    except ValueError:
        return False
    return True


def _place(output: NotebookNode, models: dict[str, dict[str, Any]]) -> None:
    """Put the place of a widget, and the picture for where no script runs, into its output."""
    data = output.get("data", {})
    view = data.pop(VIEW, None)
    if view is None or not models:
        return
    picture = data.pop("image/svg+xml", "")
    data["text/html"] = (
        f'<div class="widget" data-chalkgrad-model="{view["model_id"]}"></div>'
        f"<noscript>{picture}</noscript>"
    )
