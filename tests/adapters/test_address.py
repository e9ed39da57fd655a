"""The address guard, by tables: which IP addresses, URLs and redirects are let through."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch1718.adapters.address import check, classify, target
from watch1718.errors import Blocked

PUBLIC = (
    "1.1.1.1 8.8.8.8 93.184.215.14 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 "
    "169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.3.0 192.167.255.255 "
    "192.169.0.0 198.17.255.255 198.20.0.0 198.51.99.255 203.0.112.255 203.0.114.0 223.255.255.255 "
    "2606:2800:220:1::1 2a00:1450:4001:80b::200e 2001:4860:4860::8888 2400:cb00:2048:1::c629:d7a2 2003::1 "
)

FORBIDDEN = {
    "this network": "0.0.0.0 0.1.2.3 0.255.255.255",
    "private": "10.0.0.0 10.0.0.1 10.255.255.255 172.16.0.0 172.16.0.1 172.31.255.255 192.168.0.0 192.168.1.1 "
    "192.168.255.255 fc00::1 fd00::1 fdff:ffff::1",
    "carrier-grade NAT": "100.64.0.0 100.64.0.1 100.100.100.200 100.127.255.255",
    "loopback": "127.0.0.1 127.0.0.0 127.1.2.3 127.255.255.254 ::1",
    "link-local": "169.254.0.0 169.254.169.254 169.254.170.2 169.254.255.255 fe80::1 febf::1",
    "protocol assignments": "192.0.0.1 192.0.0.8 192.0.0.170 192.0.0.255 2001::1 2001:10::1 2001:1ff:ffff::1",
    "documentation": "192.0.2.1 198.51.100.1 203.0.113.255 2001:db8::1 2001:db8:ffff::1 3fff::1",
    "AS112": "192.31.196.1 192.175.48.1",
    "AMT": "192.52.193.1",
    "6to4 relay": "192.88.99.1 192.88.99.255",
    "benchmarking": "198.18.0.0 198.19.255.255",
    "multicast": "224.0.0.1 239.255.255.250 ff02::1 ff0e::1",
    "reserved": "240.0.0.1 250.1.2.3 255.255.255.255",
    "IPv4 in IPv6": "::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::ffff:a9fe:a9fe",
    "IPv4 translated": "::ffff:0:127.0.0.1 ::ffff:0:8.8.8.8",
    "IPv4 compatible": ":: ::127.0.0.1 ::10.0.0.1 ::8.8.8.8 ::a9fe:a9fe",
    "NAT64": "64:ff9b::7f00:1 64:ff9b::10.0.0.1 64:ff9b::8.8.8.8 64:ff9b:1::1 64:ff9b:1:ffff::7f00:1",
    "discard": "100::1 100::ffff:ffff:ffff:ffff",
    "6to4": "2002:7f00:1:: 2002:a00:1::1 2002:a9fe:a9fe::1 2002:808:808::1",
    "segment routing": "5f00::1",
    "site-local": "fec0::1 feff::1",
    "not global": "4000::1 1::1 8000::1 e000::1 f000::1 2606:2800:220:1::1%eth0",
}

GOOD_URLS = {
    "http://example.org": ("example.org", 80),
    "https://example.org/a?b=c": ("example.org", 443),
    "https://example.org:8443/": ("example.org", 8443),
    "HTTPS://EXAMPLE.ORG/Path": ("example.org", 443),
    "http://[2606:2800:220:1::1]/": ("2606:2800:220:1::1", 80),
    "http://1.1.1.1/": ("1.1.1.1", 80),
    "http://пример.example/": ("xn--e1afmkfd.example", 80),
    "https://한국.example/": ("xn--3e0b707e.example", 443),
    "http://ｅｘａｍｐｌｅ.org/": ("example.org", 80),
    "http://①②⑦.⓪.⓪.①/": ("127.0.0.1", 80),
    "https://example.org/%ED%95%9C": ("example.org", 443),
    "https://example.org/a;b,c(d)'e~f!g*h$i&j=k+l:m@n": ("example.org", 443),
}

BAD_URLS = {
    "scheme": "file:///etc/passwd ftp://example.org/ gopher://example.org/ data:text/html,x javascript:alert(1) "
    "ws://example.org/ //example.org/a /a/b example.org mailto:a@example.org jar:http://example.org!/ "
    "dict://example.org:11211/ ldap://example.org/ view-source:http://example.org/",
    "malformed_url": "http:// http:/// https://:443/ http://@example.org/ http://user@example.org/ "
    "http://user:pass@example.org/ http://example.org:80@127.0.0.1/ http://example.org:0/ http://example.org:99999/ "
    "http://example.org:abc/ http://[::1 http://[v1.a]/ http://[fe80::1%25eth0]/ http://exa%6dple.org/ "
    'http://a\\@b/ http://example.org\\@127.0.0.1/ http://exa"mple.org/ http://exa<mple.org/ http://exa^mple.org/ '
    "http://exa`mple.org/ http://exa{mple.org/ http://exa|mple.org/",
}
CONTROL_URLS = ["http://exa\tmple.org/", "http://example.org/\n", "http://exa mple.org/", "http://example.org/\x00"]


@pytest.mark.parametrize("address", PUBLIC.split())
def test_a_public_address_is_let_through(address):
    """Ordinary addresses, up to the very edges of the forbidden ranges, are no one's class."""
    assert classify(address) is None


@pytest.mark.parametrize(("word", "address"), [(word, one) for word, all_ in FORBIDDEN.items() for one in all_.split()])
def test_a_forbidden_address_is_named_by_its_class(word, address):
    """Each forbidden address is refused with the class that forbids it."""
    assert classify(address) == word


@pytest.mark.parametrize(("url", "place"), GOOD_URLS.items())
def test_an_honest_url_is_taken_apart(url, place):
    """Host and port are read; a host in another script is spelt as it goes on the wire."""
    found = target(url)
    assert (found.host, found.port) == place
    assert found.url.isascii() or place[0] in found.url


@pytest.mark.parametrize(
    ("reason", "url"), [(reason, one) for reason, all_ in BAD_URLS.items() for one in all_.split()]
)
def test_a_bad_url_is_blocked_with_its_reason(reason, url):
    """Other schemes, user names, escapes in hosts and marks that no address holds are refused."""
    with pytest.raises(Blocked) as caught:
        target(url)
    assert caught.value.reason == reason


@pytest.mark.parametrize("url", [*CONTROL_URLS, "http://example.org/" + "a" * 5000])
def test_white_space_control_characters_and_length_are_blocked(url):
    """What is not printable, or longer than any address, is malformed."""
    with pytest.raises(Blocked) as caught:
        target(url)
    assert caught.value.reason == "malformed_url"


def test_loopback_is_let_through_for_the_newsroom_alone():
    """The permission for loopback opens loopback and nothing beside it."""
    assert check("newsroom", ["127.0.0.1", "::1"], allow_loopback=True)
    for address in ("10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1"):
        with pytest.raises(Blocked):
            check("newsroom", ["127.0.0.1", address], allow_loopback=True)


def test_the_table_is_long_enough():
    """The guard is held by at least 120 cases."""
    cases = (*FORBIDDEN.values(), *BAD_URLS.values())
    assert len(PUBLIC.split()) + len(GOOD_URLS) + sum(len(row.split()) for row in cases) >= 120


@given(st.ip_addresses())
def test_no_address_that_python_calls_private_is_let_through(address):
    """Whatever the standard library knows to be private, reserved or local, the guard forbids."""
    if address.is_private or address.is_reserved or address.is_multicast or address.is_link_local:
        assert classify(address) is not None


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_inside_ipv6_is_never_let_through(address):
    """No known way to write an IPv4 address as IPv6 gets past the guard."""
    number = int(address)
    for shape in (number, 0xFFFF << 32 | number, (0x64FF9B << 96) | number, (0x2002 << 112) | (number << 80)):
        assert classify(ip_address(shape.to_bytes(16, "big"))) is not None
