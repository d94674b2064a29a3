"""http(s) addresses -> bytes, from public hosts only unless told otherwise."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from onrecord.errors import FetchError, PrivateAddressError

LARGEST = 10_000_000
"""Bytes of a page, after decompression."""
CONNECT_SECONDS, READ_SECONDS, ALL_SECONDS = 10.0, 15.0, 60.0
"""For one connection, for one wait, and for all: names, connections, redirects, heads and body."""
REDIRECTS = 5
LONGEST_SAID = 100
"""Characters of what a server says of itself that are told."""
USER_AGENT = "onrecord/0.1 (news attribution; reads single pages on a person's request)"
ENCODINGS = ("identity", "gzip", "deflate")
TYPES = (
    "text/",
    "application/xhtml+xml",
    "application/xml",
    "application/json",
    "application/x-ndjson",
)


@dataclass(frozen=True)
class Fetched:
    """What an address gave: the address after redirects, its media type, encoding and bytes."""

    url: str
    type: str
    encoding: str | None
    data: bytes


def fetch(url: str, *, allow_local: bool = False) -> Fetched:
    """Fetch one address.

    Args:
        url: http or https.
        allow_local: also from private, loopback and other addresses that are not public.

    Raises:
        PrivateAddressError: it, or where it redirects to, is not public.
        FetchError: not found, not text, too slow, too large, or redirected too often.
    """
    deadline = time.monotonic() + ALL_SECONDS
    timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"}
    with httpx.Client(
        transport=_transport(allow_local, deadline), timeout=timeout, headers=headers
    ) as client:
        try:
            return _followed(client, client.build_request("GET", url))
        except httpx.TimeoutException as error:
            if time.monotonic() >= deadline:
                raise FetchError(f"not read within {ALL_SECONDS:.0f} seconds") from error
            raise FetchError("no answer in time") from error
        except httpx.UnsupportedProtocol as error:
            raise FetchError("only http and https addresses are fetched") from error
        except (UnicodeError, OverflowError) as error:
            raise FetchError("the address has a host or a port that cannot be") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchError(_cut(str(error)) or type(error).__name__) from error


def _followed(client: httpx.Client, first: httpx.Request) -> Fetched:
    """What a request leads to.

    httpx, when it follows, reads the whole body of each answer that redirects, however large.
    """
    request = first
    for _ in range(REDIRECTS + 1):
        response = client.send(request, stream=True)
        try:
            if response.next_request is None:
                return _received(response)
            request = response.next_request
        finally:
            response.close()
    raise FetchError(f"redirected more than {REDIRECTS} times")


def _received(response: httpx.Response) -> Fetched:
    url = str(response.url)
    if response.status_code != httpx.codes.OK:
        raise FetchError(f"answered {response.status_code} {_cut(response.reason_phrase)}")
    media = response.headers.get("content-type", "text/html").split(";")[0].strip().lower()
    if not media.startswith(TYPES):
        raise FetchError(f"is {_cut(media)}, not a page or a text")
    if response.headers.get("content-encoding", "identity").lower() not in ENCODINGS:
        raise FetchError("compressed in a way that was not asked for")
    data = bytearray()
    for part in response.iter_bytes():
        data += part
        if len(data) > LARGEST:
            raise FetchError(f"larger than {LARGEST:,} bytes")
    return Fetched(url, media, response.charset_encoding, bytes(data))


def _cut(said: str) -> str:
    """What a server says of itself: on one line, and no more of it than helps."""
    shown = "".join(c if c.isprintable() else " " for c in said[:LONGEST_SAID])
    return shown + "…" * (len(said) > LONGEST_SAID)


def _transport(allow_local: bool, deadline: float) -> httpx.HTTPTransport:
    transport = httpx.HTTPTransport()
    # httpx has no public way to choose the connection's backend. The checks must sit there: an
    # address that was looked up and checked earlier could be another one by the time of connecting,
    # and only there can each wait, also one for a head, be cut to what is left of the time for all.
    transport._pool = httpcore.ConnectionPool(
        ssl_context=ssl.create_default_context(),
        network_backend=_GuardedBackend(allow_local, deadline),
    )
    return transport


class _GuardedBackend(httpcore.SyncBackend):
    """Connects to public addresses, and gives connections that end by a deadline."""

    def __init__(self, allow_local: bool, deadline: float) -> None:
        self.allow_local, self.deadline = allow_local, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = _addresses(host, port, _left(self.deadline, timeout, httpcore.ConnectTimeout))
        if not self.allow_local and not all(map(is_public, addresses)):
            raise PrivateAddressError(
                f"{host} is a private or local address; only public ones are fetched"
            )
        left = _left(self.deadline, timeout, httpcore.ConnectTimeout)
        stream = super().connect_tcp(addresses[0], port, left, local_address, socket_options)
        return _StreamWithDeadline(stream, self.deadline)


class _StreamWithDeadline(httpcore.NetworkStream):
    """A connection no wait of which goes beyond a deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self.stream, self.deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = _left(self.deadline, timeout, httpcore.ReadTimeout)
        return self.stream.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, _left(self.deadline, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(self.deadline, timeout, httpcore.ConnectTimeout)
        stream = self.stream.start_tls(ssl_context, server_hostname, left)
        return _StreamWithDeadline(stream, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None, error: type[Exception]) -> float:
    """The seconds of one wait."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise error("the time for all of it is over")
    return left if timeout is None else min(left, timeout)


def _addresses(host: str, port: int, seconds: float) -> list[str]:
    """The IP addresses of a host."""
    found: list[Any] = []

    def look_up() -> None:
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError, OverflowError) as error:
            found.append(error)

    # a look-up cannot be told how long it may take; one that takes longer is left to itself
    looking = threading.Thread(target=look_up, daemon=True)
    looking.start()
    looking.join(seconds)
    if not found:
        raise httpcore.ConnectTimeout(f"the host {host} was not found in time")
    if isinstance(found[0], Exception):
        raise httpcore.ConnectError(f"the host {_cut(host)} was not found") from found[0]
    return [str(entry[4][0]) for entry in found[0]]


ASSIGNED = ipaddress.IPv6Network("2000::/3")
"""All of IPv6 that is given out as public: no site-local, IPv4-compatible or translated address,
no local NAT64 (64:ff9b:1::/48) and no segment routing (5f00::/16) is in it."""
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""By these a network without IPv4 reaches it: the last 32 bits are an IPv4 address."""
NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.0.0/24",  # protocols
            "192.88.99.0/24",  # relays of 6to4, given up
            "2001::/23",  # protocols, among them Teredo, which carries IPv4 addresses
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4, which carries IPv4 addresses and is given up
            "3fff::/20",  # documentation
        ),
    )
)
"""What IANA's registries of special addresses have that some of Python's `is_global` lack."""
ISATAP = (0x0000_5EFE, 0x0200_5EFE)
"""The bits from 64 to 95 of an address whose last 32 are an IPv4 address inside a site."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet's, and so is one that it carries."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        last = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if ip.ipv4_mapped or ip in NAT64:
            return is_public(str(last))
        if ip not in ASSIGNED:
            return False
        if int(ip) >> 32 & 0xFFFF_FFFF in ISATAP and not is_public(str(last)):
            return False
    is_special = any(ip in network for network in NOT_PUBLIC)
    return ip.is_global and not ip.is_multicast and not is_special
