"""A real Chromium, and a real JupyterLab on the released homework."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

QUIET = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-sync"]

SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},  # cells out of sight stay in the page
    "apputils-extension/notification": {"fetchNews": "false"},
}


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """A page of a projector's size that remembers what went wrong in it."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    yield page
    page.close()


@pytest.fixture(scope="session")
def homework(tmp_path_factory):
    """The released HW1A in a folder of its own, with a wrong sigmoid already typed in."""
    from autograder.build import load

    folder = tmp_path_factory.mktemp("student")
    assignment = load("hw1a")
    notebook = assignment.notebook(released=True)
    for cell in notebook["cells"]:
        if cell["id"] == "sigmoid":
            cell["source"] = "def sigmoid(h):\n    return 1 / (1 + np.exp(h))"
    (folder / "hw1a.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (folder / "data").mkdir()
    for name, content in assignment.data_files.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def jupyterlab(homework, tmp_path_factory):
    """The address of a JupyterLab that serves the homework on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    settings = home / "settings"
    for name, setting in SETTINGS.items():
        file = settings / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(setting), encoding="utf-8")
    environment = os.environ | {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
    }
    options = ("--no-browser", "--allow-root", "--ServerApp.port_retries=0", f"--port={port}")
    quiet = (
        "--IdentityProvider.token=",
        "--LabApp.expose_app_in_browser=True",  # for tests.browser.lab
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    )
    with open(home / "log", "wb") as log:
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "jupyterlab",
                *options,
                *quiet,
                f"--ServerApp.root_dir={homework}",
            ],
            env=environment,
            stdout=log,
            stderr=log,
        )
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/api", timeout=2).close()
            break
        except OSError:
            assert server.poll() is None, (home / "log").read_text()
            time.sleep(0.25)
    yield address
    server.terminate()
    server.wait(20)
