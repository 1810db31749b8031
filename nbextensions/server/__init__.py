"""An extension of the Jupyter server: small messages of a kernel leave at once.

The server writes what a kernel says to a websocket without TCP_NODELAY, so that the second of two
small messages waits until the browser has acknowledged the first: up to 40 ms. A widget that calls
a student's function at each move of a slider gets less than half as many answers a second (`make
bench` measures both). Widgets that compute in the browser do not depend on this.

Installing chalkgrad enables it (``etc/jupyter/jupyter_server_config.d/chalkgrad.json``) for every
notebook of that server. To switch it off, for good or for one run::

    jupyter server extension disable nbextensions.server
    jupyter lab --ServerApp.jpserver_extensions="{'nbextensions.server': False}"

Nothing of the server is patched: its ``kernel_websocket_connection_class``, whichever that is, is
replaced by a subclass. (The trait cannot be set in ``jupyter_server_config.d``: of the files there
the server reads which extensions are enabled, and nothing else.) Where there is no TCP socket, as
behind a Unix socket, nothing happens; the sockets of a server on another machine, as of a hosted
notebook, are not reached.
"""

from typing import Any

__all__ = ["NoDelay"]


class NoDelay:
    """Put before a connection class: switches Nagle's algorithm off when the websocket opens."""

    websocket_handler: Any

    def connect(self) -> Any:
        """Set TCP_NODELAY, then connect to the kernel as ever."""
        if self.websocket_handler.ws_connection is not None:
            self.websocket_handler.set_nodelay(True)
        return super().connect()  # type: ignore[misc]


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "nbextensions.server"}]


def _load_jupyter_server_extension(server: Any) -> None:
    chosen = getattr(server, "kernel_websocket_connection_class", None)
    if chosen is None:
        server.log.info("chalkgrad: this Jupyter server has no connection class to extend")
        return
    prompt = type(f"NoDelay{chosen.__name__}", (NoDelay, chosen), {})
    server.kernel_websocket_connection_class = prompt
    server.web_app.settings["kernel_websocket_connection_class"] = prompt
