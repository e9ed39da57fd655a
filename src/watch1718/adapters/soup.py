"""HTML as a tree for selectors, whatever the bytes turn out to be."""

from __future__ import annotations

import warnings

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning


def soup(text: str) -> BeautifulSoup:
    """Read a text as HTML. XML in its place gives a tree in which nothing is found."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return BeautifulSoup(text, "lxml")
