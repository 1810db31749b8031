"""What a command and all its processes use: CPU time and memory, read from /proc while it runs."""

import os
import threading
import time
from collections import defaultdict
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
AGENT = b"chalkgrad_agent"
EVERY = 0.2


def processes():
    """Every process: pid -> (parent, name, own CPU seconds, its ended children's, RSS in MiB)."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text().partition("(")[2].rpartition(")")
        except OSError:
            continue  # it has ended
        fields = rest.split()
        times = [int(each) / TICK for each in fields[11:15]]
        rss = int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / 2**20
        found[int(path.parent.name)] = (int(fields[1]), name, sum(times[:2]), sum(times[2:]), rss)
    return found


def role(pid, listed):
    """What a process is for."""
    parent, name, *_ = listed[pid]
    if name == "bwrap":
        return "bubblewrap"
    if not _is_agent(pid):
        return "graders"
    above = listed.get(parent, (0, ""))
    return "students" if _is_agent(parent) and above[1] != "bwrap" else "fork servers"


def _is_agent(pid):
    try:
        return AGENT in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def below(root, listed):
    """`root` and all its descendants."""
    children = defaultdict(list)
    for pid, (parent, *_) in listed.items():
        children[parent].append(pid)
    found, waiting = [], [root] if root in listed else []
    while waiting:
        found.append(waiting.pop())
        waiting += children[found[-1]]
    return found


class Watch:
    """Looks at a process and its descendants every fifth of a second, until it is stopped."""

    def __init__(self, root):
        self.root = root
        self.cpu = {}  # (role, pid) -> seconds
        self.memory = {}  # role -> MiB, all its processes together, as last seen
        self.peak = defaultdict(float)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self):
        while not self._stopped.is_set():
            self.look()
            time.sleep(EVERY)

    def look(self):
        """Note what is used now."""
        listed = processes()
        memory = defaultdict(float)
        for pid in below(self.root, listed):
            kind = role(pid, listed)
            _, _, own, ended, rss = listed[pid]
            # a fork server's ended children are the students'; they are too short to be seen alone
            self.cpu[kind, pid] = own + (ended if kind == "fork servers" else 0.0)
            memory[kind] += rss
        for kind, mib in memory.items():
            self.peak[kind] = max(self.peak[kind], mib)
        if memory:
            self.memory = dict(memory)

    def cpu_seconds(self):
        """CPU time so far of all that is trusted and of the sandboxes with their children."""
        return sum(seconds for (kind, _), seconds in self.cpu.items() if kind != "students")

    def stop(self):
        """Stop looking."""
        self._stopped.set()
        self._thread.join()
