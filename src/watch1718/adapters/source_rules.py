"""The key ``how`` of ``source.yml``: what a kind must know beyond its address, and what each key may hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from soupsieve import SelectorSyntaxError
from soupsieve import compile as compile_selector

from watch1718.core.source import (
    FolderRule,
    GdeltRule,
    HtmlRule,
    JsonFeedRule,
    JsonRule,
    Rule,
    SitemapRule,
    SourceKind,
    SymbolRule,
)

SYMBOL = r"^[A-Z]+/[A-Za-z0-9/.()_-]*(\{\d{1,5}\.\.\d{1,5}\}[A-Za-z0-9/.()_-]*)?$"
KEY = r"^[A-Za-z0-9_@$-]+(\.[A-Za-z0-9_@$-]+)*$"
KEY_OR_NONE = r"^([A-Za-z0-9_@$-]+(\.[A-Za-z0-9_@$-]+)*)?$"
MOST_PAGES = 100
QUARTER = 15  # minutes that one file of GDELT holds
SYMBOL_MARK = "{symbol}"


def _selector(given: str) -> str:
    try:
        compile_selector(given)
    except SelectorSyntaxError as wrong:
        raise ValueError(str(wrong).splitlines()[0]) from wrong
    return given


Selector = Annotated[str, Field(min_length=1, description="a CSS selector"), AfterValidator(_selector)]
Words = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(description="a list of words")]


class _How(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HtmlHow(_How):
    """Keys of ``how`` for a list page."""

    item: Selector
    link: Selector = "a[href]"
    title: Selector | Literal[""] = ""
    date: Selector | Literal[""] = ""
    next: Selector | Literal[""] = ""
    pages: int = Field(1, ge=1, le=MOST_PAGES)


class JsonHow(_How):
    """Keys of ``how`` for paged JSON."""

    items: str = Field(pattern=KEY_OR_NONE)
    link: str = Field(min_length=1)
    title: str = Field("", pattern=KEY_OR_NONE)
    date: str = Field("", pattern=KEY_OR_NONE)
    summary: str = Field("", pattern=KEY_OR_NONE)
    next: str = Field("", pattern=KEY_OR_NONE)
    page: str = Field("", pattern=r"^[A-Za-z0-9_-]*$")
    pages: int = Field(1, ge=1, le=MOST_PAGES)


class JsonFeedHow(_How):
    """Keys of ``how`` for a JSON Feed."""

    pages: int = Field(1, ge=1, le=MOST_PAGES)


class SitemapHow(_How):
    """Keys of ``how`` for a sitemap."""

    contains: Words = ()
    maps: Words = ()
    days: int = Field(3, ge=1)
    pages: int = Field(20, ge=0, le=MOST_PAGES)


class GdeltHow(_How):
    """Keys of ``how`` for GDELT's tables."""

    contains: Words = Field(min_length=1)
    table: Literal["export", "mentions", "gkg"] = "export"
    files: int = Field(1, ge=1, le=96)


class SymbolHow(_How):
    """Keys of ``how`` for UN documents by symbol."""

    symbols: tuple[Annotated[str, Field(pattern=SYMBOL)], ...] = Field(min_length=1)


class FolderHow(_How):
    """Keys of ``how`` for a watched folder."""

    settle_seconds: int = Field(30, ge=1)


HOWS: Mapping[SourceKind, tuple[type[BaseModel], Callable[..., Rule]]] = {
    SourceKind.HTML: (HtmlHow, HtmlRule),
    SourceKind.JSON: (JsonHow, JsonRule),
    SourceKind.JSON_FEED: (JsonFeedHow, JsonFeedRule),
    SourceKind.SITEMAP: (SitemapHow, SitemapRule),
    SourceKind.GDELT: (GdeltHow, GdeltRule),
    SourceKind.UN_DOCUMENT: (SymbolHow, SymbolRule),
    SourceKind.FOLDER: (FolderHow, FolderRule),
}
"""Kinds that have a ``how``: what it may hold, and the rule that is made of it."""


def rule_of(kind: SourceKind, given: Mapping[str, Any]) -> Rule | None:
    """Make the rule of a kind; None for a kind without one. Raises pydantic's ValidationError."""
    if kind not in HOWS:
        return None
    keys, rule = HOWS[kind]
    return rule(**keys.model_validate(given).model_dump())


def fault_of(rule: Rule | None, url: str, cadence_minutes: int) -> tuple[str, str] | None:
    """The key that contradicts another one, and why; None where all agree."""
    if isinstance(rule, SymbolRule) and SYMBOL_MARK not in url:
        return "url", f"must hold {SYMBOL_MARK} where the symbol goes"
    if isinstance(rule, GdeltRule) and rule.files * QUARTER <= cadence_minutes:
        least = cadence_minutes // QUARTER + 1
        return (
            "how.files",
            f"must be at least {least}, so that each look joins the one {cadence_minutes} minutes before",
        )
    return None
