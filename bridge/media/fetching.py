"""Fetches a picture from an address that a tool has named, where the host has allowed it.

Whoever answers may name any address: one of this machine, of the network around it, one that leads
there by a detour, or that is another one the second time it is asked for. So a name is looked up
once, what was found is what is connected to, no detour is taken, and nothing long is read.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import IPv6Address, ip_address
from typing import Final, TypeAlias

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bridge.media.images import LARGEST

#: Seconds for all of it.
_PATIENCE: Final = 10.0

#: Looks up a name; returns the addresses as text.
Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]


class FetchError(ValueError):
    """A picture cannot be fetched, or must not be; the text is the end of a sentence."""


async def resolved(host: str, port: int) -> Sequence[str]:
    """Return the addresses of `host`."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[4][0]) for address in found]


async def fetched(
    address: str, *, origins: Iterable[str] = (), resolve: Resolve = resolved
) -> bytes:
    """Return what lies at `address`: a public one over https, or one of `origins`.

    Raises:
        FetchError: it must not be fetched, cannot be, or is too long.
    """
    try:
        async with asyncio.timeout(_PATIENCE):
            url = URL(address, encoded=True)
            return await _read(url, await _looked_up(url, origins, resolve))
    except TimeoutError:
        raise FetchError(f"nothing came within {_PATIENCE:g} seconds") from None
    except (aiohttp.ClientError, OSError, UnicodeError):
        raise FetchError("it cannot be reached") from None
    except FetchError:
        raise
    except ValueError:
        raise FetchError("that is no address") from None


def is_from(address: str, origins: Iterable[str]) -> bool:
    """Whether `address` belongs to one of `origins`, such as `http://127.0.0.1:8188`."""
    try:
        url = URL(address, encoded=True)
        known = [URL(origin) for origin in origins]
        return any(
            (url.scheme, url.raw_host, url.port) == (one.scheme, one.raw_host, one.port)
            for one in known
        )
    except ValueError:
        return False


async def _looked_up(url: URL, origins: Iterable[str], resolve: Resolve) -> Sequence[str]:
    """Return to what `url` may be connected."""
    if not url.raw_host or url.user or url.password:
        raise FetchError("that is no address")
    known = is_from(str(url), origins)
    if url.scheme != "https" and not known:
        raise FetchError("pictures are fetched by https alone")
    found = await resolve(url.raw_host, url.port or 443)
    if not known and not all(map(_is_public, found)):
        raise FetchError("that address is not a public one")
    return found


def _is_public(address: str) -> bool:
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and ip.sixtofour:
        return False  # one of IPv4 is hidden in it, which some Pythons do not look at
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


async def _read(url: URL, addresses: Sequence[str]) -> bytes:
    connector = aiohttp.TCPConnector(resolver=_Pinned(str(url.raw_host), addresses))
    async with (
        aiohttp.ClientSession(
            connector=connector, auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()
        ) as session,
        session.get(
            url, allow_redirects=False, headers={"Accept": "image/*", "Accept-Encoding": "identity"}
        ) as response,
    ):
        if response.status != 200:
            raise FetchError(f"the answer is HTTP {response.status}")
        data = bytearray()
        async for piece in response.content.iter_any():
            data += piece
            if len(data) > LARGEST:
                raise FetchError(f"it is larger than {LARGEST // 2**20} MiB")
        return bytes(data)


class _Pinned(AbstractResolver):
    """Knows one name, and what was found for it."""

    def __init__(self, host: str, addresses: Sequence[str]) -> None:
        self._host, self._addresses = host, addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return what was found before."""
        if host != self._host:
            raise OSError("another name")
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in self._addresses
        ]

    async def close(self) -> None:
        """Do nothing: nothing is open."""
