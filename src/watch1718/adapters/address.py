"""The address guard: which addresses may be asked for at all.

URL ─target─▶ Target ─resolve─▶ every answer classified ─▶ the addresses to connect to, and no others
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Thread
from urllib.parse import urlsplit

from watch1718.core.canonical import PORTS
from watch1718.errors import Blocked, FetchFailed

IPAddress = IPv4Address | IPv6Address

FORBIDDEN = tuple(
    (ip_network(network), word)
    for network, word in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "AS112"),
        ("192.52.193.0/24", "AMT"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "AS112"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4 in IPv6"),
        ("::ffff:0:0:0/96", "IPv4 translated"),
        ("::/96", "IPv4 compatible"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "NAT64"),
        ("100::/64", "discard"),
        ("2001::/23", "protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
        ("5f00::/16", "segment routing"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
GLOBAL_V6 = ip_network("2000::/3")
MAX_URL = 4096


@dataclass(frozen=True, slots=True)
class Target:
    """An address that is well formed and of a scheme that we speak; its host is not resolved yet."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """Scheme, host and port: what robots.txt and pacing go by."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def target(url: str) -> Target:
    """Take a URL apart; raises Blocked (``malformed_url``, ``scheme``) for what no honest link looks like."""
    if len(url) > MAX_URL or not url.isprintable() or any(mark in url for mark in ' \\"<>^`{|}'):
        raise Blocked("malformed_url", repr(url[:200]), "characters that no address holds")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        if parts.netloc.startswith("["):
            IPv6Address(host or "")
    except ValueError as wrong:
        raise Blocked("malformed_url", url, str(wrong)) from wrong
    if parts.scheme not in PORTS:
        raise Blocked("scheme", url, "only http and https are read")
    if not host or "@" in parts.netloc or "%" in parts.netloc or port == 0:
        raise Blocked("malformed_url", url, "the host is missing, or stands beside a user name or an escape")
    if not (spelled := host).isascii():
        spelled = _ascii(host, url)
        url = parts._replace(netloc=spelled + (f":{port}" if port else "")).geturl()
    return Target(url, parts.scheme, spelled, port or PORTS[parts.scheme])


def classify(address: str | IPAddress) -> str | None:
    """Name the class that forbids this IP address; None where it is an ordinary public one."""
    given = ip_address(address) if isinstance(address, str) else address
    for network, word in FORBIDDEN:
        if given.version == network.version and given in network:
            return word
    if isinstance(given, IPv6Address) and (given not in GLOBAL_V6 or given.scope_id):
        return "not global"
    return None


def check(host: str, addresses: list[str], *, allow_loopback: bool = False) -> list[str]:
    """Pass all addresses of a host, or raise Blocked ``ssrf`` if a single one is forbidden."""
    for address in addresses:
        word = classify(address)
        if word is not None and not (allow_loopback and word == "loopback"):
            raise Blocked("ssrf", host, f"{address} is {word}")
    return addresses


def resolve(host: str, port: int, *, seconds: float, allow_loopback: bool = False) -> list[str]:
    """Ask the resolver once and give every answer, all checked."""
    return check(host, look_up(host, port, seconds), allow_loopback=allow_loopback)


def _ascii(host: str, url: str) -> str:
    """Spell a host in ASCII, so that what is checked is what goes on the wire."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError as wrong:
        raise Blocked("malformed_url", url, str(wrong)) from wrong


def look_up(host: str, port: int, seconds: float) -> list[str]:
    """Resolve in a thread of its own, since the system's resolver knows no deadline."""
    answers: list[str] = []
    problems: list[str] = []

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as wrong:
            problems.append(str(wrong))
        else:
            answers.extend(dict.fromkeys(str(row[4][0]) for row in found))

    thread = Thread(target=ask, name="resolve", daemon=True)
    thread.start()
    thread.join(max(seconds, 0))
    if not answers:
        raise FetchFailed("resolve", host, problems[0] if problems else "no answer in time")
    return answers
