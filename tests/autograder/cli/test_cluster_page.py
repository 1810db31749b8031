"""What `autograder/CLUSTER.md` tells people to type exists, with the options that it names."""

import re
import shlex
from pathlib import Path

import dask
import pytest
from distributed.cli import dask_scheduler, dask_worker
from distributed.security import Security

from autograder.cli import main

PAGE = (Path(__file__).parents[3] / "autograder" / "CLUSTER.md").read_text(encoding="utf-8")
DASK = {"scheduler": dask_scheduler.main, "worker": dask_worker.main}


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def commands():
    """Every command of ours or of Dask's on the page, in blocks, in sentences and in the YAML."""
    lines = [line for block in blocks("console") for line in block.splitlines()]
    lines += re.findall(r"`((?:chalkgrad|dask) [^`]+)`", PAGE)
    lines += [
        args.replace(",", " ").replace('"', "") for args in re.findall(r"args: \[(.*)\]", PAGE)
    ]
    return [shlex.split(line) for line in lines if line.startswith(("chalkgrad ", "dask "))]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_command_on_the_page_is_one_that_there_is(words):
    program, name, *arguments = words
    known = main.commands if program == "chalkgrad" else DASK
    options = {option for each in known[name].params for option in each.opts}
    assert {word for word in arguments if word.startswith("--")} <= options


def test_the_page_shows_how_to_grade_and_how_to_start_a_cluster():
    assert {tuple(words[:2]) for words in commands()} >= {
        ("chalkgrad", "grade"), ("dask", "scheduler"), ("dask", "worker")
    }  # fmt: skip


def test_the_settings_for_tls_are_read_by_dask():
    settings = dict(re.findall(r"export (DASK_\w+)=(\S+)", PAGE))
    told = dask.config.collect(paths=[], env=settings)
    with dask.config.set(dask.config.merge(dask.config.config, told)):
        security = Security()
    assert security.require_encryption is True
    assert security.tls_ca_file == "/etc/chalkgrad/ca.pem"
    for side in ("client", "scheduler", "worker"):
        assert getattr(security, f"tls_{side}_cert") == f"/etc/chalkgrad/{side}.pem"


def test_the_python_on_the_page_compiles():
    for block in blocks("python"):
        compile(block, "CLUSTER.md", "exec")


def test_numbers_in_the_sizing_table_grow_with_the_class():
    rows = re.findall(r"^\| ([\d,]+) \| (\d+) \| ([\d.]+) \|", PAGE, re.MULTILINE)
    sizes = [int(size.replace(",", "")) for size, _, _ in rows]
    assert sizes == [200, 2_000, 20_000, 100_000]
    assert [int(cores) for _, cores, _ in rows] == sorted(int(cores) for _, cores, _ in rows)
