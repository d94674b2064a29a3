"""What a server is told when it starts."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

HTTP = 80
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Which record is served, where, and under which names.

    record: its file, or the address of its database; host, port: where the server listens;
    allowed_hosts: names by which others reach it, as a proxy before it passes them on.
    """

    record: str
    host: str = "127.0.0.1"
    port: int = 8000
    allowed_hosts: tuple[str, ...] = ()

    @property
    def is_private(self) -> bool:
        """Whether only this machine reaches the server: it may read without a token then."""
        return not self.allowed_hosts and is_loopback(self.host)

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the server."""
        host = "127.0.0.1" if is_every_address(self.host) else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def is_loopback(host: str) -> bool:
    """Whether a host to listen on is reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_every_address(host: str) -> bool:
    """Whether a host to listen on means all addresses of the machine."""
    return host in ("0.0.0.0", "::")  # noqa: S104 - it is asked for, not set
