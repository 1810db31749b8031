"""`chalkgrad doctor`: which isolation this machine gives, tried for real."""

from __future__ import annotations

import json
import os
import platform
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import click

from autograder.cli.errors import missing_package, wrapped

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from autograder.engine.escapes import Escape

ABOUT = {
    "namespaces": "a bubblewrap sandbox, with Landlock and a system-call filter inside",
    "landlock": "Landlock and a system-call filter, without namespaces",
    "none": "a plain process with limits and time-outs alone",
}


@dataclass
class Examined:
    """One tier: why it does not work here, or what was tried and held.

    Parameters
    ----------
    tier : str
        Its name.
    problem : str
        Why it does not work, "" where it does.
    remedies : list of str
        What would make it work.
    escapes : list of Escape
        What was tried.
    """

    tier: str
    problem: str = ""
    remedies: list[str] = field(default_factory=list)
    escapes: list[Escape] = field(default_factory=list)

    @property
    def works(self) -> bool:
        """Whether students' code can be run under it."""
        return not self.problem

    @property
    def n_held(self) -> int:
        """How many escapes did not get through."""
        return sum(escape.held for escape in self.escapes)

    @property
    def holds(self) -> bool:
        """Whether every escape was held."""
        return self.works and self.n_held == len(self.escapes)


@click.command()
@click.option(
    "--isolation",
    type=click.Choice(list(ABOUT)),
    help="Try this alone. Default: every one that is safe to grade under.",
)
@click.option("--json", "as_json", is_flag=True, help="For machines: one object on stdout.")
def doctor(isolation: str | None, as_json: bool) -> None:
    """Say which isolation works here, by trying to break it.

    Twelve escapes are really tried, from a process like a student's. Exit code 0: a safe tier
    works and everything was held; 1: something got through; 2: no safe tier works.
    """
    from rich.console import Console

    try:
        from autograder.engine.isolation import SAFE
    except ImportError as error:
        missing_package(error, "grade", "Grading")
    with ThreadPoolExecutor() as pool:  # most of the time a fork server is being started
        found = list(pool.map(examine, [isolation] if isolation else SAFE))
    if as_json:
        click.echo(json.dumps(_as_json(found), indent=2))
    else:
        _show(found, Console(highlight=False))
    sys.exit(_exit_code(found))


def examine(tier: str) -> Examined:
    """Try a tier, and every escape from it."""
    from autograder.engine.escapes import try_all
    from autograder.engine.isolation import problem
    from autograder.engine.remedies import remedies
    from autograder.engine.server import ServerLost

    said = problem(tier)
    if not said:
        try:
            return Examined(tier, escapes=try_all(tier))
        except ServerLost as lost:
            said = str(lost)
    return Examined(tier, said, remedies(tier))


def _exit_code(found: list[Examined]) -> int:
    if not any(each.works for each in found):
        return 2
    return 0 if all(each.holds for each in found if each.works) else 1


def _chosen(found: list[Examined]) -> str:
    """Return the tier that `chalkgrad grade` takes here, "" for none."""
    from autograder.engine.isolation import SAFE

    return next((each.tier for each in found if each.works and each.tier in SAFE), "")


def facts() -> dict[str, str]:
    """Return what the isolation of this machine hangs on."""
    from autograder.agent import landlock

    version = landlock.version()
    user = "" if not hasattr(os, "geteuid") else "root" if os.geteuid() == 0 else "ordinary user"
    return {
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "user": user or "ordinary user",
        "bubblewrap": _bubblewrap(),
        "landlock": f"version {version}" if version else "not there",
    }


def _bubblewrap() -> str:
    import shutil
    import subprocess

    path = shutil.which("bwrap")
    if path is None:
        return "not installed"
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    return said.removeprefix("bubblewrap").strip() or "of an unknown version"


def _as_json(found: list[Examined]) -> dict[str, Any]:
    tiers = [asdict(each) | {"works": each.works, "holds": each.holds} for each in found]
    return {"machine": facts(), "tier": _chosen(found), "tiers": tiers}


def _show(found: list[Examined], console: Console) -> None:
    width = max(map(len, facts()))
    for name, value in facts().items():
        console.print(f"[dim]{name:<{width}}[/]  {value}")
    for each in found:
        console.print()
        _show_tier(each, console)
    console.print()
    _show_verdict(found, console)


def _show_tier(each: Examined, console: Console) -> None:
    if not each.works:
        console.print(f"[bold]{each.tier}[/]: [yellow]does not work here[/]")
        for text in (f"{each.problem}.", *each.remedies):
            _paragraph(console, text)
        return
    color = "green" if each.holds else "red"
    count = f"[{color}]{each.n_held} of {len(each.escapes)} held[/]"
    console.print(f"[bold]{each.tier}[/]: {count}  [dim]{ABOUT[each.tier]}[/]", soft_wrap=True)
    for one in each.escapes:
        if console.is_terminal:
            console.print(_line(one, max(len(e.name) for e in each.escapes)), no_wrap=True)
        else:
            line = f"  {'held' if one.held else 'NOT HELD'}: {one.name}: {one.said}"
            console.print(line, markup=False, soft_wrap=True)


def _line(one: Escape, width: int) -> Text:
    from rich.text import Text

    mark = ("  ✓ held      ", "green") if one.held else ("  ✗ NOT HELD  ", "bold red")
    line = Text.assemble(mark, f"{one.name:<{width}}  ", (one.said, "dim"))
    line.overflow = "ellipsis"
    return line


def _paragraph(console: Console, text: str) -> None:
    lines = wrapped(text, min(console.width, 98) - 2).splitlines()
    console.print("\n".join(f"  {line}" for line in lines), markup=False, soft_wrap=True)


def _show_verdict(found: list[Examined], console: Console) -> None:
    tier, leaks = _chosen(found), [each.tier for each in found if each.works and not each.holds]
    if leaks:
        said = f"Something got through ({', '.join(leaks)}): run nobody else's code there."
        console.print(f"[bold red]{said}[/]", soft_wrap=True)
    elif tier:
        console.print(f"[bold green]chalkgrad grade[/] uses [bold]{tier}[/] here.")
    else:
        said = (
            "No isolation works here: `chalkgrad grade` refuses, unless you trust the code and "
            "say --isolation none."
        )
        if len(found) == 1:
            said = f"The tier {found[0].tier} does not work here; `chalkgrad doctor` tries all."
        console.print(f"[bold red]{wrapped(said, min(console.width, 98))}[/]", soft_wrap=True)
