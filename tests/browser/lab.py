"""Serve JupyterLab, and drive it by its own commands, so that no click comes before the kernel."""

import ast
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

# Chromium's options: as root, and without traffic of its own.
QUIET = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-sync"]

SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},  # cells out of sight stay in the page
    "apputils-extension/notification": {"fetchNews": "false"},
}

READY = """async () => {
  const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));
  while (!window.jupyterapp?.shell?.currentWidget?.sessionContext) await pause(50);
  const panel = window.jupyterapp.shell.currentWidget;
  await panel.context.ready;
  await panel.sessionContext.ready;
  const kernel = panel.sessionContext.session.kernel;
  await kernel.info;
  while (kernel.connectionStatus !== 'connected' || kernel.status !== 'idle') await pause(50);
}"""


@contextmanager
def serve(root, home, *options):
    """Run JupyterLab on loopback on the files of `root`; give its address.

    `home` is a folder for its settings and log, and `options` are further ones of `jupyter lab`.
    """
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={root}"]
    command += [
        "--IdentityProvider.token=",
        "--LabApp.expose_app_in_browser=True",  # for the commands below
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    log = home / "log"
    with open(log, "wb") as written:
        server = subprocess.Popen(
            [*command, *options], env=settle(home), stdout=written, stderr=written
        )
    try:
        yield wait_for(f"http://127.0.0.1:{port}", server, log)
    finally:
        server.terminate()
        server.wait(20)


def free_port():
    """Find a port of loopback that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def settle(home):
    """Write the settings into `home`; return the environment that has the server use them."""
    settings = home / "settings"
    for name, setting in SETTINGS.items():
        file = settings / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(setting), encoding="utf-8")
    return os.environ | {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
    }


def wait_for(address, server, log):
    """Return the address when the server answers there; a busy machine takes its time."""
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/api", timeout=2).close()
            return address
        except OSError:
            assert server.poll() is None, log.read_text()
            time.sleep(0.25)
    raise AssertionError(f"JupyterLab does not answer:\n{log.read_text()}")


def open_notebook(page, address, path):
    """Open the notebook in a fresh workspace and wait until its kernel is connected and idle."""
    page.goto(f"{address}/lab/tree/{path}?reset")
    page.wait_for_function("window.jupyterapp?.restored !== undefined")
    page.evaluate("async () => { await window.jupyterapp.restored; }")
    page.evaluate(READY)


def run_all(page):
    """Run every cell and wait for the last."""
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")


def show_all(page, n_widgets):
    """Run every cell, and wait until so many widgets stand there that did not before."""
    page.evaluate(
        "() => document.querySelectorAll('.cg').forEach(widget => { widget.dataset.old = ''; })"
    )
    run_all(page)
    page.wait_for_function(
        "n => document.querySelectorAll('.jp-OutputArea .cg:not([data-old])').length === n"
        " && !document.querySelector('.cg[data-old]')",
        arg=n_widgets,
    )


def run_cell(page, name):
    """Run one cell of the open notebook, found by its id, and wait for it."""
    page.evaluate(
        """async name => {
          const { content } = window.jupyterapp.shell.currentWidget;
          content.activeCellIndex = content.widgets.findIndex(cell => cell.model.id === name);
          await window.jupyterapp.commands.execute('notebook:run-cell');
        }""",
        name,
    )


def output_of(page, name):
    """The output of a cell, found by its id."""
    place = page.evaluate(
        "name => window.jupyterapp.shell.currentWidget.content.widgets"
        ".findIndex(cell => cell.model.id === name)",
        name,
    )
    return page.locator(".jp-Notebook .jp-Cell").nth(place).locator(".jp-OutputArea")


def in_kernel(page, expression, first=""):
    """Run code in the kernel, beside the notebook, and give the value of an expression then."""
    said = page.evaluate(
        """async ([code, said]) => {
          const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
          const asked = { code, silent: true, store_history: false, user_expressions: { said } };
          const { content } = await kernel.requestExecute(asked).done;
          if (content.status !== 'ok') throw new Error(content.evalue);
          return content.user_expressions.said;
        }""",
        [first, expression],
    )
    assert said["status"] == "ok", said
    return ast.literal_eval(said["data"]["text/plain"])


def restart(page):
    """Restart the kernel, and wait until it answers."""
    page.evaluate(
        "async () => { await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
        ".restart(); }"
    )
    page.evaluate(READY)
