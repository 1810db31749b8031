"""A real Jupyter server on loopback: whether small messages wait, and how that is switched off."""

import http.client
import json
import os
import shutil
import site
import socket
import subprocess
import sys
import time
import venv
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import websocket

pytestmark = [pytest.mark.kernel, pytest.mark.slow]

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def free_port():
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Server:
    """The requests of this test, over TCP or over a Unix socket."""

    def __init__(self, address):
        self.address = address

    def connect(self):
        if isinstance(self.address, int):
            return socket.create_connection(("127.0.0.1", self.address))
        unix = socket.socket(socket.AF_UNIX)
        try:
            unix.connect(str(self.address))
        except OSError:
            unix.close()
            raise
        return unix

    def ask(self, method, path):
        connection = http.client.HTTPConnection("localhost")
        connection.sock = self.connect()
        with closing(connection):
            connection.request(method, path)
            answer = connection.getresponse().read()
        return json.loads(answer) if answer else None

    @contextmanager
    def kernel(self):
        """Give the websocket of a new kernel."""
        kernel = self.ask("POST", "/api/kernels")["id"]
        url = f"ws://localhost/api/kernels/{kernel}/channels?session_id=test"
        with closing(websocket.create_connection(url, socket=self.connect(), timeout=60)) as open_:
            yield open_
        self.ask("DELETE", f"/api/kernels/{kernel}")


@contextmanager
def jupyter_server(
    home, *options, port=None, extensions="", python=sys.executable, program="jupyter_server"
):
    """Start a server as installed, with the user's configuration in `home`."""
    port = port or free_port()
    listen = f"--ServerApp.port={port}" if isinstance(port, int) else f"--ServerApp.sock={port}"
    command = [python, "-m", program, "--allow-root", "--no-browser", listen]
    command += ["--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True"]
    command += [f"--ServerApp.jpserver_extensions={{'socket_options': True, {extensions}}}"]
    log = home / "log"
    with open(log, "wb") as written:
        process = subprocess.Popen(
            [*command, *options],
            env=environment(home),
            cwd=home,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    server = Server(port)
    try:
        wait_for(server, process, log)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def environment(home):
    return os.environ | {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "PYTHONPATH": os.pathsep.join(map(str, [HERE, ROOT, *site.getsitepackages()])),
    }


def another_environment(folder):
    """Make one with the packages of this one, and chalkgrad's setting in its own folder."""
    venv.create(folder, symlinks=os.name != "nt")
    settings = folder / "etc/jupyter/jupyter_server_config.d"
    settings.mkdir(parents=True)
    shutil.copy(ROOT / "nbextensions/server/chalkgrad.json", settings)
    return str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def wait_for(server, process, log):
    for _ in range(240):
        try:
            server.ask("GET", "/api")
            return
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.25)
    raise AssertionError(log.read_text())


def said(home):
    """What the server wrote."""
    return (home / "log").read_text()


def execute(channel, code):
    """Run `code` over the websocket; return the text of its result."""
    header = {"msg_id": "1", "msg_type": "execute_request", "session": "test", "username": ""}
    content = {"code": code, "silent": False, "store_history": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    channel.send(json.dumps({**message, "channel": "shell", "buffers": []}))
    while True:
        answer = json.loads(channel.recv())
        if answer["msg_type"] == "execute_result":
            return answer["content"]["data"]["text/plain"]
        assert answer["msg_type"] != "error", answer["content"]


def test_an_installed_chalkgrad_lets_small_messages_leave_at_once(tmp_path):
    with jupyter_server(tmp_path) as server, server.kernel() as channel:
        assert execute(channel, "6 * 7") == "42"
        assert server.ask("GET", "/socket-options") == [True]
    assert "nbextensions.server | extension was successfully loaded" in said(tmp_path)


def test_it_is_switched_off_for_one_run(tmp_path):
    off = {"extensions": "'nbextensions.server': False", "program": "jupyterlab"}
    with jupyter_server(tmp_path, **off) as server, server.kernel() as channel:
        assert execute(channel, "6 * 7") == "42"
        assert server.ask("GET", "/socket-options") == [False]


def test_it_is_switched_off_for_good(tmp_path):
    python = another_environment(tmp_path / "env")
    extension = [python, "-m", "jupyter_server.extension.serverextension"]
    quiet = {"env": environment(tmp_path), "check": True, "capture_output": True, "text": True}
    listed = subprocess.run([*extension, "list"], **quiet)
    assert "nbextensions.server" in listed.stdout + listed.stderr
    subprocess.run([*extension, "disable", "nbextensions.server"], **quiet)
    with jupyter_server(tmp_path, python=python) as server, server.kernel() as channel:
        assert execute(channel, "6 * 7") == "42"
        assert server.ask("GET", "/socket-options") == [False]


def test_a_connection_class_of_ones_own_keeps_its_behaviour(tmp_path):
    (tmp_path / "own.py").write_text(
        "from jupyter_server.services.kernels.connection import channels\n"
        "class Own(channels.ZMQChannelsWebsocketConnection):\n"
        "    def connect(self):\n"
        "        print('connected by Own')\n"
        "        return super().connect()\n"
    )
    own = "--ServerApp.kernel_websocket_connection_class=own.Own"
    with jupyter_server(tmp_path, own) as server, server.kernel() as channel:
        assert execute(channel, "6 * 7") == "42"
        assert server.ask("GET", "/socket-options") == [True]
    assert "connected by Own" in said(tmp_path)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no Unix sockets here")
def test_a_server_on_a_unix_socket_works_as_before(tmp_path):
    path = tmp_path / "s"
    with jupyter_server(tmp_path, port=path) as server, server.kernel() as channel:
        assert execute(channel, "6 * 7") == "42"
        assert server.ask("GET", "/socket-options") == [False]
    assert "nbextensions.server | extension was successfully loaded" in said(tmp_path)
