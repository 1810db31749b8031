"""`chalkgrad page`."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from autograder.cli.errors import Problem


@click.command()
@click.argument(
    "notebook", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False)
)
@click.option(
    "--to",
    "target",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Which file to write, or which folder; else beside the notebook, with the ending .html.",
)
@click.option("--no-run", is_flag=True, help="Take the outputs that the notebook has.")
@click.option("--no-code", is_flag=True, help="Leave the code cells out.")
def page(notebook: tuple[Path, ...], target: Path | None, no_run: bool, no_code: bool) -> None:
    """Make one HTML file of each notebook, with live widgets.

    In the page they work without Python. The notebook is run in a fresh kernel and stays as it is.
    Links between notebooks that become pages, or are pages already, lead from page to page.
    """
    try:
        from nbextensions.page import PageError, run, to_page
        from nbextensions.page.run import read
    except ImportError as error:
        raise Problem(
            f"{error}. Pages need the notebook packages: pip install 'chalkgrad[lab]'"
        ) from error
    places = {source: _place(source, target, len(notebook)) for source in notebook}
    made = {place.resolve() for place in places.values()}
    if len(made) < len(notebook):
        raise Problem("Two of the notebooks would become the same page.")
    for source, place in places.items():
        linked = partial(_leads_to_page, made, place.resolve().parent)
        try:
            content = read(source)
            if not no_run:
                click.echo(f"Running {source} ...", err=True)
                run(content, source.resolve().parent)
            text = to_page(
                content, _title(content, source), str(source.parent), not no_code, linked
            )
        except (PageError, ImportError) as error:
            raise Problem(str(error)) from error
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        click.echo(f"{place} ({len(text) // 1000} kB)")


def _leads_to_page(made: set[Path], folder: Path, page: str) -> bool:
    other = (folder / page).resolve()
    return other in made or other.is_file()


def _place(source: Path, target: Path | None, n_pages: int) -> Path:
    """Say where a notebook's page is written."""
    if target is None:
        return source.with_suffix(".html")
    if n_pages > 1 or target.is_dir() or target.suffix == "":
        return target / source.with_suffix(".html").name
    return target


def _title(content: dict, notebook: Path) -> str:
    """Give the notebook's first heading, or else its name."""
    for cell in content["cells"]:
        for line in cell["source"].splitlines():
            if cell["cell_type"] == "markdown" and line.startswith("# "):
                return str(line[2:].strip())
    return notebook.stem
