"""The twelve escapes of `chalkgrad doctor` are held, and where they are not, it is noticed."""

from pathlib import Path

import pytest

from autograder.engine import escapes
from autograder.engine.remedies import remedies
from autograder.engine.session import Session

pytestmark = pytest.mark.sandbox


@pytest.fixture
def nothing_left(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    yield
    assert list(tmp_path.glob(".chalkgrad*")) == []


@pytest.mark.parametrize("tier", ["namespaces", "landlock"])
def test_all_twelve_are_held(tier, nothing_left):
    found = escapes.try_all(tier)
    assert len(found) == 12
    assert [escape for escape in found if not escape.held] == []
    assert all(escape.said for escape in found)


def test_without_isolation_they_get_through_and_it_is_said(nothing_left):
    through = {escape.name for escape in escapes.try_all("none") if not escape.held}
    assert through >= {
        "connect to this machine",
        "read /etc/passwd",
        "read a file in your home",
        "import the grader",
        "write a file in your home",
        "end a process of yours",
    }


def test_too_much_memory_and_what_was_left_behind_are_noticed_too(nothing_left, monkeypatch):
    monkeypatch.setattr(escapes, "LIMITS", escapes.LIMITS.with_(address_space=1 << 40))
    only_ends_children = lambda self: [names.close() for names in self._namespaces]  # noqa: E731
    monkeypatch.setattr(Session, "close", only_ends_children)
    through = {escape.name for escape in escapes.try_all("none") if not escape.held}
    assert {"take 1 GiB of memory", "leave something for the next"} <= through


@pytest.fixture
def machine(tmp_path):
    """Make the files by which a machine says what it allows."""

    def make(**files):
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path

    return make


def said(tier, root):
    return " ".join(remedies(tier, root))


def test_ubuntus_apparmor_is_recognised_and_the_profile_is_given(machine):
    root = machine(proc__sys__kernel__apparmor_restrict_unprivileged_userns="1\n")
    assert "profile bwrap /usr/bin/bwrap" in said("namespaces", root)


def test_switched_off_user_namespaces_are_recognised(machine):
    root = machine(proc__sys__user__max_user_namespaces="0\n")
    assert "sysctl -w user.max_user_namespaces=" in said("namespaces", root)


def test_a_container_is_recognised(machine):
    root = machine(**{"run__.containerenv": ""})
    assert "the tier landlock is meant for that" in said("namespaces", root)


def test_an_old_kernel_and_a_switched_off_landlock_are_recognised(machine):
    root = machine(proc__sys__kernel__osrelease="5.10.0-30-amd64\n")
    assert "Linux 5.13; this is 5.10.0-30-amd64" in said("landlock", root)
    root = machine(proc__sys__kernel__osrelease="6.1.0", sys__kernel__security__lsm="yama,apparmor")
    assert "lsm=landlock,yama,apparmor" in said("landlock", root)


@pytest.mark.parametrize(("system", "remedy"), [("darwin", "docker run"), ("win32", "WSL 2")])
def test_other_systems_are_told_what_works_and_what_does_not(monkeypatch, system, remedy):
    monkeypatch.setattr("sys.platform", system)
    text = said("namespaces", Path("/nowhere"))
    assert remedy in text
    assert "chalkgrad check" in text
