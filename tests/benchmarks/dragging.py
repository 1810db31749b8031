"""Drag a slider with a real pointer in JupyterLab; measure until the picture is painted."""

import json
import random
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import websocket

from tests.browser.lab import open_notebook, run_all

PROBE = Path(__file__).with_name("probe.js")
FRAME = 1 / 60  # seconds between two moves of the hand
SINGLE_MOVES = 40
DRAG_SECONDS = 2.5
REST = 0.12  # seconds without a change after which nothing more is expected

VALUE = """() => {
  const slider = document.querySelector(SLIDER);
  return Number(slider.getAttribute('aria-valuenow') ?? slider.value);
}"""


@dataclass
class Measured:
    """What was seen of one way, in milliseconds, over all rounds."""

    single: list[float] = field(default_factory=list)  # one move, then rest
    dragged: list[float] = field(default_factory=list)  # how old what is painted is, while dragging
    rates: list[float] = field(default_factory=list)  # pictures a second, one number a round
    behind: list[float] = field(default_factory=list)  # from the last move to the last picture
    medians: list[float] = field(default_factory=list)  # of the single moves, one number a round
    work: list[float] = field(default_factory=list)  # CPU of the page's thread for each picture


class Hand:
    """Moves the pressed pointer as a mouse does: without waiting until the page has answered."""

    def __init__(self, page, port):
        session = page.context.new_cdp_session(page)
        page_id = session.send("Target.getTargetInfo")["targetInfo"]["targetId"]
        address = f"ws://127.0.0.1:{port}/devtools/page/{page_id}"
        self.socket = websocket.create_connection(address, suppress_origin=True)
        self.sent = 0

    def move(self, x, y):
        """Send the move."""
        self.sent += 1
        event = {"type": "mouseMoved", "x": x, "y": y, "button": "left", "buttons": 1}
        message = {"id": self.sent, "method": "Input.dispatchMouseEvent", "params": event}
        self.socket.send(json.dumps(message))

    def close(self):
        """Wait until the last move was answered."""
        while json.loads(self.socket.recv()).get("id") != self.sent:
            pass
        self.socket.close()


def notebook(cell):
    """A notebook of one cell."""
    code = {"cell_type": "code", "id": "way", "metadata": {}, "outputs": []}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps(
        {
            "cells": [{**code, "source": cell.strip(), "execution_count": None}],
            "metadata": {"kernelspec": kernel},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )


def measure(page, port, notebook_at, way, measured):
    """Open the notebook of one way, move its slider, and add what was seen.

    `port` is Chromium's, for its debugger; `notebook_at` is JupyterLab's address and a path.
    """
    open_notebook(page, *notebook_at)
    run_all(page)
    slider = page.locator(way.slider).first
    slider.wait_for(timeout=60_000)
    for picture in way.pictures:
        page.locator(picture).first.wait_for(timeout=60_000)
    page.wait_for_timeout(1000)
    page.evaluate(PROBE.read_text(encoding="utf-8"))
    value = VALUE.replace("SLIDER", json.dumps(way.slider))
    shown = f"() => {way.shown}"
    page.evaluate(f"probe.watch({json.dumps(way.pictures)}, {value}, {shown})")
    x, y = grip(slider)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 3, y)
    page.wait_for_timeout(1500)
    single = [one for one in (move_once(page, way, x, y, n) for n in range(SINGLE_MOVES)) if one]
    measured.single += single
    measured.medians.append(median(single))
    with closing(Hand(page, port)) as hand:
        drag(page, hand, way, (x, y), measured)
    page.mouse.up()
    page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")


def grip(slider):
    """Where the thing to drag is: a slider's handle, or the thumb of a range input."""
    box = slider.bounding_box()
    along = slider.evaluate("e => e.type === 'range' ? (e.value - e.min) / (e.max - e.min) : 0.5")
    thumb = 16 if slider.get_attribute("type") == "range" else 0
    return box["x"] + thumb / 2 + along * (box["width"] - thumb), box["y"] + box["height"] / 2


def move_once(page, way, x, y, number):
    """Move by a few pixels and wait; return the time to the picture, None if it did not come."""
    page.evaluate("probe.clear()")
    time.sleep(random.uniform(0, FRAME))  # at any moment of a frame
    page.mouse.move(x - 6 - 3 * (number % 8), y)
    moves, changes = settled(page, len(way.pictures))
    if way.reads:
        changes = [c for c in changes if moves and close(c["shown"], moves[0]["value"])]
    first = [
        min((c["painted"] for c in changes if c["target"] == target), default=None)
        for target in range(len(way.pictures))
    ]
    if not moves or None in first:
        return None
    return max(first) - moves[0]["time"]


def close(shown, value):
    """Whether a number of two places on the screen is the slider's."""
    return shown is not None and abs(shown - value) < 0.006


def settled(page, n_targets):
    """Wait until every target changed and then rests; return moves and changes."""
    last = None
    deadline = time.monotonic() + 5
    quiet_since = time.monotonic()
    while time.monotonic() < deadline:
        taken = page.evaluate("probe.take()")
        seen = len(taken["changes"])
        if seen != last:
            last, quiet_since = seen, time.monotonic()
        complete = len({change["target"] for change in taken["changes"]}) == n_targets
        if complete and time.monotonic() - quiet_since > REST:
            break
        time.sleep(0.02)
    return taken["moves"], taken["changes"]


def drag(page, hand, way, start, measured):
    """Move to and fro, 60 times a second, and add what was painted meanwhile."""
    thread = page.context.new_cdp_session(page)
    thread.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.evaluate("probe.clear()")
    before = cpu_seconds(thread)
    began = time.perf_counter()
    for n in range(round(DRAG_SECONDS / FRAME)):
        pause = began + n * FRAME - time.perf_counter()
        if pause > 0:
            time.sleep(pause)
        swing = n % 48
        hand.move(start[0] - 2.5 * (swing if swing < 24 else 48 - swing), start[1])
    spent = cpu_seconds(thread) - before
    moves, changes = settled(page, len(way.pictures))
    painted = frames(change["painted"] for change in pictures(way, changes))
    if not painted or not moves:
        return
    first, last = moves[0]["time"], moves[-1]["time"]
    during = [time_ for time_ in painted if time_ <= last + 1000 * FRAME]
    measured.rates.append(1000 * len(during) / (last - first))
    measured.behind.append(max(0.0, painted[-1] - last))
    measured.work.append(1000 * spent / len(during))
    measured.dragged += ages(way, moves, changes)


def cpu_seconds(thread):
    """What the page's own thread has worked: script, style, layout and painting."""
    metrics = thread.send("Performance.getMetrics")["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")


def pictures(way, changes):
    """Keep the changes of the last thing to change; where it can be read, only new numbers."""
    changes = [change for change in changes if change["target"] == len(way.pictures) - 1]
    if not way.reads:
        return changes
    before = [None, *(change["shown"] for change in changes)]
    return [
        change for change, last in zip(changes, before, strict=False) if change["shown"] != last
    ]


def frames(times):
    """Merge what was painted in one frame of 16 ms: its notes arrive together."""
    merged = []
    for time_ in sorted(times):
        if not merged or time_ - merged[-1] > 4:
            merged.append(time_)
    return merged


def ages(way, moves, changes):
    """How old each picture was when it was painted, where the page lets that be known.

    A picture drawn in the browser shows the last move before its frame; one that Python computed is
    matched to the move whose value it shows, in the order of the moves.
    """
    changes = pictures(way, changes)
    if not way.asks_python:
        return first_paints(moves, changes)
    if not way.reads:
        return []
    result, at = [], 0
    for change in changes:
        before = [n for n in range(at, len(moves)) if moves[n]["time"] < change["painted"]]
        same = [n for n in before if close(change["shown"], moves[n]["value"])]
        if same:
            at = same[0]
            result.append(change["painted"] - moves[at]["time"])
    return result


def first_paints(moves, changes):
    """For each move, the time to the paint of the first picture that was drawn after it."""
    result = []
    for move in moves:
        later = [change["painted"] for change in changes if change["drawn"] >= move["heard"]]
        if later:
            result.append(min(later) - move["time"])
    return result
