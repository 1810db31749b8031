"""`chalkgrad page`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.errors import Problem


@click.command()
@click.argument("notebook", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--to",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write; else beside the notebook, with the ending .html.",
)
@click.option("--no-run", is_flag=True, help="Take the outputs that the notebook has.")
@click.option("--no-code", is_flag=True, help="Leave the code cells out.")
def page(notebook: Path, target: Path | None, no_run: bool, no_code: bool) -> None:
    """Make one HTML file of a notebook, with live widgets.

    In the page they work without Python. The notebook is run in a fresh kernel and stays as it is.
    """
    try:
        from nbextensions.page import PageError, run, to_page
        from nbextensions.page.run import read
    except ImportError as error:
        raise Problem(
            f"{error}. Pages need the notebook packages: pip install 'chalkgrad[lab]'"
        ) from error
    try:
        content = read(notebook)
        if not no_run:
            click.echo(f"Running {notebook} ...", err=True)
            run(content, notebook.resolve().parent)
        text = to_page(content, _title(content, notebook), str(notebook.parent), code=not no_code)
    except (PageError, ImportError) as error:
        raise Problem(str(error)) from error
    target = target or notebook.with_suffix(".html")
    target.write_text(text, encoding="utf-8")
    click.echo(f"{target} ({len(text) // 1000} kB)")


def _title(content: dict, notebook: Path) -> str:
    """Give the notebook's first heading, or else its name."""
    for cell in content["cells"]:
        for line in cell["source"].splitlines():
            if cell["cell_type"] == "markdown" and line.startswith("# "):
                return str(line[2:].strip())
    return notebook.stem
