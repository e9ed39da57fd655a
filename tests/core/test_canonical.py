"""The canonical address: one story, one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch1718.core.canonical import canonical, host_of, same_site


@pytest.mark.parametrize(
    ("url", "spelling"),
    [
        ("https://News.Example/Story", "https://news.example/Story"),
        ("HTTPS://news.example:443/a", "https://news.example/a"),
        ("http://news.example:80", "http://news.example/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://news.example/a#part", "https://news.example/a"),
        ("https://news.example/a?utm_source=x&utm_medium=y", "https://news.example/a"),
        ("https://news.example/a?id=7&fbclid=x&page=2", "https://news.example/a?id=7&page=2"),
        ("https://news.example/a?b=1&a=2", "https://news.example/a?b=1&a=2"),
        ("https://news.example/a?q=%ED%95%9C&x=", "https://news.example/a?q=%ED%95%9C&x="),
        ("  https://news.example/a \n", "https://news.example/a"),
        ("https://[2606:2800::1]:443/a", "https://[2606:2800::1]/a"),
        ("https://news.example/a?", "https://news.example/a"),
    ],
)
def test_one_spelling(url, spelling):
    """Case, default port, fragment and tracking keys go; whatever could name another story stays."""
    assert canonical(url) == spelling


@given(
    st.from_regex(
        r"https?://[a-z]{1,9}\.example(:8[0-9]{1,3})?(/[a-zA-Z0-9%=._-]{0,9}){0,3}(\?[a-z]=[0-9])?", fullmatch=True
    )
)
def test_spelling_twice_changes_nothing(url):
    """The canonical spelling of a canonical spelling is itself."""
    assert canonical(canonical(url)) == canonical(url)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://news.example/a", "http://www.news.example/b", True),
        ("https://news.example/a", "https://m.news.example/a", False),
        ("https://news.example/a", "https://news.example.evil.example/a", False),
        ("file:a.html", "file:b.html", False),
        ("http://[x", "http://[x", False),
    ],
)
def test_the_same_site(one, other, same):
    """A page may rename itself on its own host, with or without www, and nowhere else."""
    assert same_site(one, other) is same


def test_a_broken_address_has_no_host():
    """What cannot be taken apart stands on no host."""
    assert host_of("http://[x") == ""
