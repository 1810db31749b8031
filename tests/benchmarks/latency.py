"""From the hand to the screen: a slider in JupyterLab and Chromium, beside interact and ipympl.

One move: from the pointer's event to the paint of all that has to change, the hand resting before
and after. Dragging: 60 moves a second; how many new pictures are painted, how old each is (from the
move that it shows), and how long the last one comes after the last move. The floor is a listener
that writes the slider's value. Compare with it in the same run: times of a busy machine are longer.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.benchmarks.dragging import Measured, measure, notebook
from tests.benchmarks.ways import WAYS
from tests.browser.lab import QUIET, free_port, serve

ROUNDS = 2
STOCK = "--ServerApp.jpserver_extensions={'nbextensions.server': False}"


def main(rounds=ROUNDS, only=""):
    """Measure every way in turn, in one run, with the server extension and without it."""
    chromium = shutil.which("chromium")
    if not chromium:
        print("Not measured: there is no chromium (apt install chromium).")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        port = free_port()
        options = [*QUIET, f"--remote-debugging-port={port}"]
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        seen = run(browser, port, Path(scratch), rounds, only)
        browser.close()
    report(seen)


def run(browser, port, scratch, rounds, only):
    """Return what was measured, by way and server."""
    ways = [way for way in WAYS if way.is_here and only in way.name]
    for number, way in enumerate(ways):
        (scratch / f"{number}.ipynb").write_text(notebook(way.cell), encoding="utf-8")
    seen = {}
    for stock in (False, True):
        home = scratch / ("stock" if stock else "ours")
        home.mkdir()
        with serve(scratch, home, *([STOCK] if stock else [])) as address:
            for _ in range(rounds):
                for number, way in enumerate(ways):
                    if stock and not way.asks_python:
                        continue  # the server has no part in it
                    print(f"{way.name} ...", file=sys.stderr)
                    page = browser.new_page(viewport={"width": 1280, "height": 720})
                    measured = seen.setdefault((way.name, stock), Measured())
                    measure(page, port, (address, f"{number}.ipynb"), way, measured)
                    page.close()
    return seen


def quantile(values, share):
    """The value below which a share of the others lies; NaN of none."""
    return (
        sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else float("nan")
    )


def report(seen):
    """Print the table; a way whose package is missing is named."""
    print(
        "| way | TCP_NODELAY | one move: median (rounds), p95 ms | dragging: pictures/s |"
        " age median, p95 ms | behind at the end, ms | page's CPU for each, ms |"
    )
    print("|-----|-------------|------:|------:|------:|------:|------:|")
    for (name, stock), m in seen.items():
        rounds = " ".join(f"{value:.0f}" for value in m.medians)
        age = f"{median(m.dragged):.0f}, {quantile(m.dragged, 0.95):.0f}" if m.dragged else "-"
        print(
            f"| {name} | {'no' if stock else 'yes'} |"
            f" {median(m.single):.1f} ({rounds}), {quantile(m.single, 0.95):.1f} |"
            f" {median(m.rates):.1f} | {age} | {max(m.behind):.0f} |"
            f" {median(m.work):.1f} |"
        )
    for way in WAYS:
        if not way.is_here:
            print(f"| {way.name} | absent: pip install {way.needs} | | | | | |")


if __name__ == "__main__":
    main(only=" ".join(sys.argv[1:]))  # such as: python -m tests.benchmarks.latency Boundary
