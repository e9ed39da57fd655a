"""HTML as a tree."""

from __future__ import annotations

import warnings

from watch1718.adapters.soup import soup


def test_xml_in_place_of_html_warns_nobody():
    """A library's warning is no news for whoever watches a run."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert soup('<?xml version="1.0"?><rss><channel/></rss>').select("p") == []
