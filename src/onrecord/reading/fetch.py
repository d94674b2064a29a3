"""http(s) addresses -> bytes, from public hosts only unless told otherwise."""

from __future__ import annotations

import ipaddress
import socket
import ssl
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
REDIRECTS = 5
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
    began = time.monotonic()
    timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"}
    with httpx.Client(
        transport=_transport(allow_local), timeout=timeout, headers=headers,
        follow_redirects=True, max_redirects=REDIRECTS,
    ) as client:  # fmt: skip
        try:
            with client.stream("GET", url) as response:
                return _received(response, began)
        except httpx.TimeoutException as error:
            raise FetchError("no answer in time") from error
        except httpx.TooManyRedirects as error:
            raise FetchError(f"redirected more than {REDIRECTS} times") from error
        except httpx.UnsupportedProtocol as error:
            raise FetchError("only http and https addresses are fetched") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchError(str(error) or type(error).__name__) from error


def _received(response: httpx.Response, began: float) -> Fetched:
    url = str(response.url)
    if response.status_code != httpx.codes.OK:
        raise FetchError(f"answered {response.status_code} {response.reason_phrase}")
    media = response.headers.get("content-type", "text/html").split(";")[0].strip().lower()
    if not media.startswith(TYPES):
        raise FetchError(f"is {media}, not a page or a text")
    if response.headers.get("content-encoding", "identity").lower() not in ENCODINGS:
        raise FetchError("compressed in a way that was not asked for")
    data = bytearray()
    for part in response.iter_bytes():
        data += part
        if len(data) > LARGEST:
            raise FetchError(f"larger than {LARGEST:,} bytes")
        if time.monotonic() - began > ALL_SECONDS:
            raise FetchError(f"not read within {ALL_SECONDS:.0f} seconds")
    return Fetched(url, media, response.charset_encoding, bytes(data))


def _transport(allow_local: bool) -> httpx.HTTPTransport:
    transport = httpx.HTTPTransport()
    # httpx has no public way to choose the connection's backend. The check must sit there: an
    # address that was looked up and checked earlier could be another one by the time of connecting.
    transport._pool = httpcore.ConnectionPool(
        ssl_context=ssl.create_default_context(), network_backend=_GuardedBackend(allow_local)
    )
    return transport


class _GuardedBackend(httpcore.SyncBackend):
    def __init__(self, allow_local: bool) -> None:
        self.allow_local = allow_local

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the host {host} was not found") from error
        addresses = [str(entry[4][0]) for entry in found]
        if not self.allow_local and not all(map(is_public, addresses)):
            raise PrivateAddressError(
                f"{host} is a private or local address; only public ones are fetched"
            )
        return super().connect_tcp(addresses[0], port, timeout, local_address, socket_options)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet's."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            ip = inner
        elif ip in ipaddress.ip_network("64:ff9b::/96"):  # NAT64 carries an IPv4 address
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.is_global and not ip.is_multicast
