"""The canonical address of a story: the same page under two spellings is one document."""

from __future__ import annotations

from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

PORTS = {"http": 80, "https": 443}

TRACKING = frozenset(
    {
        "fbclid",
        "gclid",
        "dclid",
        "msclkid",
        "yclid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "cmpid",
        "ocid",
        "ns_campaign",
        "ns_mchannel",
        "ns_source",
        "at_campaign",
        "at_medium",
        "ref_src",
        "_openstat",
    }
)
"""Query keys that say how a reader came, never what is read."""


def canonical(url: str) -> str:
    """Spell an address in its one way: lower host, no default port, no fragment, no tracking keys."""
    parts = urlsplit(url.strip())
    query = parts.query
    if any(_is_tracking(key) for key, _ in parse_qsl(query, keep_blank_values=True)):
        query = urlencode([pair for pair in parse_qsl(query, keep_blank_values=True) if not _is_tracking(pair[0])])
    scheme = parts.scheme.lower()
    return SplitResult(scheme, _host(parts, scheme), parts.path or ("/" if parts.netloc else ""), query, "").geturl()


def same_site(one: str, other: str) -> bool:
    """Say whether two addresses stand on one host, with or without ``www.``."""
    first, second = (host.removeprefix("www.") for host in (host_of(one), host_of(other)))
    return bool(first) and first == second


def host_of(url: str) -> str:
    """Give the host of an address in lower case, empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _is_tracking(key: str) -> bool:
    return key.lower() in TRACKING or key.lower().startswith("utm_")


def _host(parts: SplitResult, scheme: str) -> str:
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in {None, PORTS.get(scheme)} else f"{host}:{parts.port}"
