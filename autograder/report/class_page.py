"""The class report as a page: one static HTML file, with nothing in it that can run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from autograder.report.class_report import ClassReport, counted, key_findings
from autograder.report.class_statistics import Bin, ExerciseStatistics
from autograder.report.rendering import render

WIDTH, HEIGHT = 380, 150
"""Size of the distribution's drawing area, in its own units."""
N_MISTAKES, N_CHECKS = 12, 10
N_CELLS = 8
N_CHARACTERS = 4_000
"""At most so many mistakes, failed checks, cells of a pair and characters of a passage."""


@dataclass(frozen=True)
class Bar:
    """A bar of the distribution, placed."""

    x: float
    y: float
    width: float
    height: float
    bin: Bin


@dataclass(frozen=True)
class Chart:
    """The distribution with what stands around it, placed."""

    bars: tuple[Bar, ...]
    labels: tuple[tuple[float, str], ...]
    median: float
    lower: float
    upper: float
    mean: float


def class_page(report: ClassReport) -> str:
    """Return the page as HTML text."""
    return render(
        "class",
        report=report,
        info=report.info,
        findings=key_findings(report),
        sections=_sections(report),
        chart=_chart(report),
        counted=counted,
        width=WIDTH,
        height=HEIGHT,
        n_mistakes=_n_shown(report),
        n_checks=N_CHECKS,
        n_cells=N_CELLS,
        n_characters=N_CHARACTERS,
    )


def _n_shown(report: ClassReport) -> int:
    """Return how many mistakes stand in the open: those of several students, and a few at least."""
    shared = sum(len(each.students) > 1 for each in report.mistakes)
    return min(max(shared, N_MISTAKES // 2), N_MISTAKES)


def _sections(report: ClassReport) -> list[tuple[str, Sequence[ExerciseStatistics]]]:
    """Return the exercises by part, in the order of the homework."""
    return [
        (report.info.parts.get(part, part), list(found))
        for part, found in groupby(report.exercises, key=lambda each: each.part)
    ]


def _chart(report: ClassReport) -> Chart:
    bins, points = report.distribution, report.points
    top = bins[-1].high
    most = max(each.n for each in bins)

    def across(value: float) -> float:
        return round(WIDTH * min(max(value / top, 0), 1), 1)

    bars = []
    for each in bins:
        x, height = across(each.low), round((HEIGHT - 14) * each.n / most, 1)
        bars.append(Bar(x, HEIGHT - height, round(across(each.high) - x, 1), height, each))
    edges = [each.low for each in bins] + [top]
    step = 1 + (len(edges) - 1) // 7
    labels = [(across(edge), f"{edge:g}") for edge in edges[::step]]
    return Chart(
        tuple(bars),
        tuple(labels),
        *(across(value) for value in (points.median, points.lower, points.upper, points.mean)),
    )
