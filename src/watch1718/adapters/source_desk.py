"""What a person does with sources by hand: try one, write a first declaration, probe those that are declared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from watch1718.adapters.declaration import declaration, id_of
from watch1718.adapters.parser import KindParser
from watch1718.adapters.probe import Probe, probe, write
from watch1718.adapters.sniff import feeds_of, kind_of
from watch1718.adapters.sources import load_sources
from watch1718.core.snapshot import Page, Stories
from watch1718.core.source import EvidenceLevel, Interest, Rule, Source, SourceKind
from watch1718.errors import BadFile, Misconfigured, Quarantine
from watch1718.ports import Web

SAVED = "https://saved.example/"


@dataclass(frozen=True, slots=True)
class Trial:
    """What would be read of some bytes: the stories of a list, or one page."""

    place: str
    kind: str
    stories: Stories | None = None
    page: Page | None = None
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """Bytes with where they come from."""

    url: str
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SourceDesk:
    """``own`` holds the user's own declarations, ``probes`` what probes saw; without ``web`` nothing is asked for."""

    own: Path
    probes: Path
    web: Web | None
    now: datetime

    def see(self, place: str, source: Source | None = None, saved: Path | None = None) -> Seen:
        """Read a file, or ask an address once."""
        file = saved or (None if place.startswith(("http://", "https://")) else Path(place))
        if file is not None:
            try:
                body = file.read_bytes()
            except OSError as wrong:
                raise Misconfigured(f"{file}: cannot be read ({wrong.strerror})") from wrong
            at = place if saved else (source.url if source else SAVED)
            return Seen(at, body, {})
        answer = self._web().get(place, source or passing(place))
        return Seen(answer.final_url, answer.body, answer.headers)

    def try_out(self, seen: Seen, source: Source | None = None) -> Trial:
        """What would be read, by a declared source or by what the bytes look like. Raises Quarantine with the reason."""
        sniffed = (source.kind, source.rule) if source else kind_of(seen.body, seen.url)
        if sniffed is not None and sniffed[0] is SourceKind.UN_LIST:
            version = self._parser().un_list(seen.body)
            return Trial(seen.url, "un_list", Stories((), len(version.parties)))
        if sniffed is None or (source and source.kind is SourceKind.UN_DOCUMENT):
            return self.read_page(seen, source)
        kind, rule = sniffed
        declared = replace(source or passing(seen.url), kind=kind, rule=rule)
        feeds = feeds_of(seen.body, seen.url) if kind is SourceKind.HTML else []
        return Trial(seen.url, str(kind), self._parser().feed(declared, seen.url, seen.body), feeds=tuple(feeds))

    def read_page(self, seen: Seen, source: Source | None = None) -> Trial:
        """One story, as the reader of its source would read it."""
        page = self._parser().page(source or passing(seen.url), seen.url, seen.body, seen.headers)
        return Trial(seen.url, "a page", page=page, feeds=tuple(feeds_of(seen.body, seen.url)))

    def write_new(self, seen: Seen, name: str = "", into: Path | None = None) -> Path:
        """Write a folder with a first declaration of what was seen; one that exists is left alone."""
        sniffed = kind_of(seen.body, seen.url)
        if sniffed is None:
            feeds = ", ".join(feeds_of(seen.body, seen.url))
            raise Quarantine(
                "content_type", f"{seen.url} is no list of stories" + (f"; it names {feeds}" * bool(feeds))
            )
        kind, rule = sniffed
        name = name or id_of(seen.url)
        stories = self._parser().feed(replace(passing(seen.url), kind=kind, rule=rule), seen.url, seen.body)
        file = (into or self.own) / name / "source.yml"
        if file.exists():
            raise BadFile(str(file), 1, "id", f"{name} is declared already; give another name with --id")
        text = declaration(name, seen.url, kind, rule, seen.body, stories.items)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        try:
            load_sources(file)
        except BadFile:
            file.unlink()
            file.parent.rmdir()
            raise
        return file

    def probe(self, source: Source) -> tuple[Probe, Path]:
        """Ask a declared source once and write what was seen, for review."""
        seen = probe(source, self._web(), self._parser(), self.now)
        return seen, write(seen, self.probes)

    def _parser(self) -> KindParser:
        return KindParser(lambda: self.now)

    def _web(self) -> Web:
        if self.web is None:
            raise Misconfigured("OFFLINE is set, so nothing is asked for; give a file that you saved")
        return self.web


def check(folders: Sequence[Path]) -> tuple[int, list[BadFile]]:
    """Read every declaration by itself: how many are right, and what is wrong with the others."""
    files = [file for folder in folders for file in sorted(folder.glob("*/source.yml")) or [folder]]
    wrong: list[BadFile] = []
    right: dict[str, Path] = {}
    for file in files:
        try:
            for source in load_sources(file):
                first = right.setdefault(source.id, file)
                if first != file:
                    wrong.append(BadFile(str(file), 1, "id", f"{source.id} is declared in {first} already"))
        except BadFile as fault:
            wrong.append(fault)
    return len(right), wrong


def passing(url: str, kind: SourceKind = SourceKind.RSS, rule: Rule | None = None) -> Source:
    """A source for one look, that nobody has declared."""
    return Source(
        id="tried",
        title="tried",
        publisher="tried",
        interest=Interest.INDEPENDENT,
        reliability="F",
        language="en",
        kind=kind,
        url=url,
        cadence_minutes=15,
        silence_hours=24,
        evidence=EvidenceLevel.HEADLINE,
        licence_note="",
        on=False,
        rule=rule,
    )
