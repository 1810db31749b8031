"""Drive JupyterLab by its own commands, so that no click comes before the kernel listens."""

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


def open_notebook(page, address, path):
    """Open the notebook in a fresh workspace and wait until its kernel is connected and idle."""
    page.goto(f"{address}/lab/tree/{path}?reset")
    page.wait_for_function("window.jupyterapp?.restored !== undefined")
    page.evaluate("async () => { await window.jupyterapp.restored; }")
    page.evaluate(READY)


def run_all(page):
    """Run every cell and wait for the last."""
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
