"""Which isolation works here is tried for real, and its absence is said with the remedy."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from autograder.engine import isolation, packages, sandbox
from autograder.engine.server import Server, ServerLost

REPOSITORY = Path(__file__).parents[3]


@pytest.mark.sandbox
def test_the_strongest_tier_that_works_is_chosen(monkeypatch):
    assert [isolation.problem(tier) for tier in isolation.TIERS] == ["", "", ""]
    assert isolation.choose() == isolation.choose("namespaces") == "namespaces"
    assert isolation.choose("landlock") == "landlock"
    monkeypatch.setenv("PATH", "/nowhere")
    assert isolation.choose() == "landlock"


def test_no_isolation_is_only_ever_given_when_asked_for(monkeypatch):
    monkeypatch.setattr(isolation, "_try_it", lambda tier: "it is Tuesday")
    assert isolation.choose("none") == "none"
    for asked in (None, "namespaces", "landlock"):
        with pytest.raises(isolation.IsolationError, match=r"it is Tuesday.*--isolation none"):
            isolation.choose(asked)


def test_an_unknown_tier_is_an_error():
    with pytest.raises(ValueError, match="expected one of namespaces, landlock, none"):
        isolation.choose("docker")


@pytest.mark.parametrize(("system", "remedy"), [("darwin", "Linux container"), ("win32", "WSL 2")])
def test_other_systems_are_told_what_works(monkeypatch, system, remedy):
    monkeypatch.setattr("sys.platform", system)
    with pytest.raises(isolation.IsolationError, match=remedy):
        isolation.choose()


@pytest.mark.sandbox
@pytest.mark.parametrize("tier", isolation.SAFE)
@pytest.mark.parametrize("broken", ["seccomp.install", "landlock.restrict"])
def test_a_confinement_that_does_not_hold_is_found_out(monkeypatch, tmp_path, tier, broken):
    """A copy of the agent with one step left out: neither trial nor server accepts it."""
    copy = tmp_path / "agent"
    shutil.copytree(sandbox.AGENT, copy)
    confine = copy / "confine.py"
    confine.write_text(confine.read_text().replace(f"{broken}(", "id("))
    if broken == "seccomp.install":
        confine.write_text(confine.read_text().replace("id(shared_files=", "id("))
    monkeypatch.setattr(sandbox, "AGENT", copy)
    tmp_path.chmod(0o755)
    said = "does not hold"
    assert said in isolation.problem(tier)
    with pytest.raises(ServerLost, match=said), Server(tier):
        pass


def test_a_missing_bubblewrap_is_named_with_how_to_get_it(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    if sys.platform.startswith("linux"):
        assert "apt install bubblewrap" in isolation.problem()


def test_a_broken_bubblewrap_is_quoted_with_a_hint(monkeypatch, tmp_path):
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    said = isolation.problem()
    assert "setting up uid map" in said
    assert "AppArmor" in said


def test_only_the_allowed_packages_and_what_they_need_are_mounted():
    names = set(packages.site_entries())
    assert {"numpy", "matplotlib", "IPython", "PIL", "traitlets"} <= names
    assert not names & {"course", "autograder", "nbgrader", "pip", "sklearn", "torch", "pytest"}


@pytest.mark.parametrize(
    ("requirement", "name"),
    [
        ("numpy>=1.23", "numpy"),
        ("stack_data>=0.6.0", "stack_data"),
        ("pexpect>4.3 ; sys_platform != 'win32'", "pexpect"),
        ("pytest[testing] (>=7)", "pytest"),
        ("black ; extra == 'all'", ""),
    ],
)
def test_a_requirement_is_reduced_to_its_name(requirement, name):
    assert packages.needed_name(requirement) == name


LIMITS_AND_VIEW = """
confinement or process or memory or comput or endless or submissions_time or restarts or flood
or reply or stop or (sandbox_view and not opened and not imported)
""".replace("\n", " ")

# As root, a mount namespace of our own in which an ordinary user can read interpreter and tests.
OPEN_HOME = """
set -e
prefix=$1; repository=$2; shift 2
keep=$(mktemp -d); mkdir "$keep/a" "$keep/b"
mount --bind "$prefix" "$keep/a"
mount --bind "$repository" "$keep/b"
mount -t tmpfs -o mode=755 tmpfs /root
mkdir -p "$prefix" "$repository"
mount --move "$keep/a" "$prefix"
mount --move "$keep/b" "$repository"
rm -r "$keep"
cd "$repository"
exec setpriv --reuid=65533 --regid=65533 --clear-groups --inh-caps=-all --bounding-set=-all "$@"
"""


@pytest.mark.sandbox
@pytest.mark.slow
def test_an_ordinary_user_gets_the_same_isolation():
    """Run tests of this folder again as a user without any rights."""
    if os.geteuid() != 0:
        pytest.skip("is an ordinary user already")
    with tempfile.TemporaryDirectory(prefix="home-") as home:
        os.chown(home, 65533, 65533)
        names = ("sandbox_view", "confinement", "hostile_notebooks")
        tests = [str(Path(__file__).parent / f"test_{name}.py") for name in names]
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
        command += ["-k", LIMITS_AND_VIEW]
        done = subprocess.run(
            ["unshare", "-m", "sh", "-c", OPEN_HOME, "sh", sys.base_prefix, REPOSITORY, *command],
            env={"PATH": os.environ["PATH"], "HOME": home, "TMPDIR": home},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert "needs root" in done.stdout, "did not run as an ordinary user"
