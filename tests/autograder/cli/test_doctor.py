"""`chalkgrad doctor` says which isolation works and what was tried; its exit code says how."""

import importlib
import json

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.cli.doctor import Examined
from autograder.engine.escapes import Escape

HELD = Escape("read /etc/passwd", True, "PermissionError: Permission denied")
THROUGH = Escape("start a program", False, "it worked")


@pytest.fixture
def doctor(monkeypatch):
    """Run the command on a machine where the tiers are as given."""

    def run(*options, **tiers):
        found = {name: Examined(name, **values) for name, values in tiers.items()}
        module = importlib.import_module("autograder.cli.doctor")
        monkeypatch.setattr(module, "examine", found.__getitem__)
        done = CliRunner().invoke(main, ["doctor", *options])
        return done.exit_code, done.output

    return run


def test_the_best_tier_that_works_is_named(doctor):
    absent = {"problem": "bubblewrap is not installed", "remedies": ["Install bubblewrap."]}
    code, said = doctor(namespaces=absent, landlock={"escapes": [HELD]})
    assert code == 0
    assert "landlock: 1 of 1 held" in said
    assert "held: read /etc/passwd: PermissionError" in said
    assert "Install bubblewrap." in said
    assert "chalkgrad grade uses landlock here." in said


def test_an_escape_that_got_through_is_an_alarm(doctor):
    code, said = doctor(namespaces={"escapes": [HELD, THROUGH]}, landlock={"escapes": [HELD]})
    assert code == 1
    assert "namespaces: 1 of 2 held" in said
    assert "NOT HELD: start a program: it worked" in said
    assert "Something got through (namespaces)" in said


def test_a_machine_without_isolation_is_told_what_to_do(doctor):
    code, said = doctor(namespaces={"problem": "a"}, landlock={"problem": "b", "remedies": ["c"]})
    assert code == 2
    assert "chalkgrad grade` refuses" in said.replace("\n", " ")


def test_one_tier_can_be_asked_for(doctor):
    code, said = doctor("--isolation", "namespaces", namespaces={"problem": "no bubblewrap"})
    assert code == 2
    assert "The tier namespaces does not work here" in said


def test_machines_get_json(doctor):
    code, said = doctor("--json", namespaces={"problem": "x"}, landlock={"escapes": [THROUGH]})
    told = json.loads(said)
    assert code == 1
    assert told["tier"] == "landlock"
    assert [each["works"] for each in told["tiers"]] == [False, True]
    assert told["tiers"][1]["escapes"][0] == {
        "name": "start a program",
        "held": False,
        "said": "it worked",
    }


@pytest.mark.sandbox
def test_the_real_thing_without_isolation_is_exit_code_1():
    done = CliRunner().invoke(main, ["doctor", "--isolation", "none"])
    assert done.exit_code == 1
    assert "NOT HELD: read /etc/passwd" in done.output
