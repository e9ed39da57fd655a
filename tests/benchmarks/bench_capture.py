"""Capture and reading: against bare requests, whole against its steps alone, and memory at ten times the documents."""

from __future__ import annotations

import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from time import perf_counter
from types import SimpleNamespace

import requests
import trafilatura
from adapters.samples import source
from worlds import prepared, rehearsal

from benchmarks.bench_reader import WRITTEN
from benchmarks.figure import Figure
from watch1718 import steps
from watch1718.adapters import database, server
from watch1718.adapters.skim import may_name, skimmed
from watch1718.adapters.text_file import documents_from
from watch1718.adapters.web import RequestsWeb
from watch1718.core.snapshot import Outcome, Part, Snapshot
from watch1718.knowledge_reader import lexicon
from watch1718.newsroom import DAYS
from watch1718.ports import DocumentVersion, World
from watch1718.steps.read import document_of

PAGES, ROUNDS, FEW, ARCHIVE = 100, 5, 60, 100
FRAME = "<p class='menu'>Home · News · Sport · Weather · About this page</p>" * 120  # what stands around a story
ITEM = "<item><title>Story {n}</title><link>{url}/{n}</link></item>"
HTML = {"content-type": "text/html; charset=utf-8"}


def figures() -> Iterator[Figure]:
    """Make a world, measure, and throw it away."""
    home = Path(tempfile.mkdtemp(prefix="w1718-"))
    server.up(home, durable=False)
    try:
        engine = database.connect(server.address(home, "", rehearsal=True))
        database.migrate(engine)
        prepared(engine)
        made = rehearsal(engine, home, SimpleNamespace(url="http://127.0.0.1:9"), DAYS[0].now)
        desk = source("desk", url="http://127.0.0.1:9/feed", pace_seconds=0, robots=False, max_items=PAGES)
        world = replace(made, web=RequestsWeb(allow_loopback=True), sources={"desk": desk})
        world.captures.declare(world.sources.values(), world.clock.now())
        yield from _capture(world, home)
        yield from _flow(world)
        yield _memory(world)
        yield _archive(home / "archive")
        engine.dispose()
    finally:
        server.down(home)
        shutil.rmtree(home)


def page(number: int) -> bytes:
    """A story of a report's length in a page of twenty kilobytes; one in three says something that is a claim."""
    told = [WRITTEN[(number * 7 + place * place) % len(WRITTEN)] for place in range(18)]
    body = "".join(f"<p>{sentence} It is the {number}th report.</p>" for sentence in told)
    return f"<html><head><title>Report {number}</title></head><body>{FRAME}<article>{body}</article></body></html>".encode()


class _Publisher(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        name = self.path.rsplit("/", maxsplit=1)[-1]
        here = f"http://{self.headers['host']}{self.path.removesuffix('/feed')}"
        items = "".join(ITEM.format(n=n, url=here) for n in range(PAGES))
        body = f'<rss version="2.0"><channel><title>d</title>{items}</channel></rss>'.encode()
        self.send_response(200)
        self.send_header("content-type", "text/xml" if name == "feed" else HTML["content-type"])
        answer = body if name == "feed" else page(int(name))
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _served() -> Iterator[str]:
    """The publisher in a process of its own, as publishers are: it shares no interpreter with who asks."""
    world = get_context("spawn")
    here, there = world.Pipe()
    press = world.Process(target=_serve, args=(there,), daemon=True)
    press.start()
    yield f"http://127.0.0.1:{here.recv()}"
    press.terminate()
    press.join()


def _serve(tell: Connection) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Publisher) as press:
        tell.send(press.server_port)
        press.serve_forever()


def _capture(world: World, home: Path) -> Iterator[Figure]:
    """A feed's pages through the whole guard, against the same addresses asked bare and written to files; in turns."""
    shares = []
    with _served() as url:
        for number in range(ROUNDS):
            bare = home / f"bare{number}"
            bare.mkdir()
            start = perf_counter()
            requests.get(f"{url}/bare{number}/feed", timeout=20)
            for n in range(PAGES):
                (bare / str(n)).write_bytes(requests.get(f"{url}/bare{number}/{n}", timeout=20).content)
            theirs = perf_counter() - start
            desk = replace(world.sources["desk"], url=f"{url}/round{number}/feed")
            start = perf_counter()
            row = steps.capture(replace(world, sources={"desk": desk}), "desk")
            shares.append(theirs / (perf_counter() - start))
            if row["new"] != PAGES:
                raise AssertionError(row)
    note = f"{PAGES} pages, median of {ROUNDS}"
    yield Figure("capture: ÷ bare requests + file write", median(shares), 0.6, "×", at_most=False, note=note)


def _keep(world: World, first: int, count: int) -> list[tuple[Snapshot, bytes]]:
    kept = []
    for number in range(first, first + count):
        body, at = page(number), world.clock.now() + timedelta(seconds=number)
        url = f"http://desk.example/{number}"
        made = Snapshot("desk", Part.PAGE, url, at, Outcome.OK, url, 200, HTML, world.bodies.put(body), len(body))
        kept.append((made, body))
    return kept


def _flow(world: World) -> Iterator[Figure]:
    """Stored snapshots to findings by the steps, against parsing, judging and storing the same kind of pages alone."""
    steps.read(world)
    steps.match(world)
    shares, rates = [], []
    for number in range(ROUNDS):
        first = 1_000_000 + number * 2 * PAGES
        alone = _alone(world, _keep(world, first, PAGES))
        for made, _ in _keep(world, first + PAGES, PAGES):
            world.captures.add(made)
        start = perf_counter()
        steps.read(world)
        steps.match(world)
        whole = perf_counter() - start
        shares.append(alone / whole)
        rates.append(PAGES / whole)
    note = f"{median(rates):.0f} documents/s, median of {ROUNDS}"
    yield Figure("flow: its steps alone ÷ whole", median(shares), 0.8, "×", at_most=False, note=note)


def _alone(world: World, kept: list[tuple[Snapshot, bytes]]) -> float:
    """Seconds that the same work takes piece by piece: all pages parsed, then all stored, then all judged, then all stored."""
    for made, _ in kept:
        world.captures.add(made)
    add = partial(
        world.readings.add,
        reader_version=world.reader.reader_version,
        catalogue_version=world.reader.catalogue_version,
        list_version=world.reader.list_version,
        at=world.clock.now(),
    )
    start = perf_counter()
    documents = [document_of(world, made, world.bodies.get(made.blob or "")) for made, _ in kept]
    level = world.sources["desk"].evidence
    for (made, _), document in zip(kept, documents, strict=True):
        world.documents.add(DocumentVersion(document, made.id, made.captured_at, level))
    judged = [world.reader.judge(document) for document in documents]
    for reading, findings in judged:
        add(reading, findings)
    return perf_counter() - start


def _memory(world: World) -> Figure:
    """The highest memory that this process ever had, before and after ten times as many documents."""
    peaks = []
    for first, count in ((2_000_000, FEW), (3_000_000, 10 * FEW)):
        for made, _ in _keep(world, first, count):
            world.captures.add(made)
        steps.read(world)
        steps.match(world)
        steps.fold(world)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    note = f"{peaks[0] / 1024:.0f} MB at {FEW} documents"
    return Figure("flow: peak memory at 10 × the documents", peaks[1] / peaks[0], 1.1, "×", note=note)


def _archive(folder: Path) -> Figure:
    """A folder of large web pages, one in fifty about the DPRK, to documents; against trafilatura on all of them."""
    folder.mkdir()
    around, told = "<li><a href='/a'>Weather and traffic of the day</a></li>" * 3000, "<p>{} in report {}.</p>"
    for number in range(ARCHIVE):
        whom = "North Korea shipped coal" if number % 50 == 0 else "The harvest was good, the farmers wrote"
        words = "".join(told.format(whom, f"{number} of {n}") for n in range(40))
        body = f"<html><head><meta charset='utf-8'><title>t</title></head><body>{around}<article>{words}</article></body></html>"
        (folder / f"{number:04}.html").write_text(body, encoding="utf-8")
    gate = lexicon().gate
    list(documents_from(folder / "0000.html"))  # the child and the libraries of both sides are warm
    may_name([b"<p>"], gate)
    trafilatura.extract("<p>a</p>", fast=True)
    shares = []
    for _ in range(ROUNDS):
        start = perf_counter()
        for file in sorted(folder.iterdir()):
            trafilatura.extract(file.read_text(encoding="utf-8"), fast=True)
        theirs, passed = perf_counter() - start, list[int]()
        start = perf_counter()
        found = list(documents_from(folder, skim=partial(skimmed, words=gate, on_passed=passed.append)))
        shares.append(theirs / (perf_counter() - start))
    note = f"{len(found)} of {ARCHIVE} pages of {len(body) / 1000:.0f} KB survive"
    return Figure("archive: skimmed ÷ trafilatura on all (X1)", median(shares), 20, "×", at_most=False, note=note)
