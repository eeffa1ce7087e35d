"""Free loopback ports for servers that tests start."""

import socket


def free_port() -> int:
    """A port nobody listens on now; whoever asked should take it at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
