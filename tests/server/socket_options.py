"""A server extension for the test: is TCP_NODELAY set on each open kernel websocket?"""

import json
import socket

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado import web


class SocketOptions(JupyterHandler):
    @web.authenticated
    def get(self):
        sockets = [
            connection.websocket_handler.ws_connection.stream.socket
            for connection in ZMQChannelsWebsocketConnection._open_sockets
        ]
        self.finish(
            json.dumps(
                [
                    one.family != socket.AF_UNIX
                    and bool(one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
                    for one in sockets
                ]
            )
        )


def _load_jupyter_server_extension(server):
    server.web_app.add_handlers(".*", [("/socket-options", SocketOptions)])
