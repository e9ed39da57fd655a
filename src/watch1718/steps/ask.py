"""Ask: one polite request, and the snapshot that it ends in."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from watch1718.core.snapshot import Outcome, Part, Snapshot
from watch1718.core.source import Source, SourceKind
from watch1718.errors import Blocked, FetchFailed, Quarantine
from watch1718.ports import Answer, World

WHOLE_EVERY = timedelta(days=7)  # an ETag may lie: so often a body is asked for without conditions
PDF = b"%PDF-"


def ask(world: World, source: Source, url: str, part: Part, *, is_new: bool = False) -> Snapshot:
    """Ask once, conditionally where an earlier body is held; every ending is a snapshot.

    ``is_new`` says that no earlier body is, so that nobody looks for one.
    """
    last = None if is_new else world.captures.latest(url)
    trusted = last if last is not None and not _wants_whole(world, url) else None
    made = partial(Snapshot, source.id, part, url)
    try:
        answer = world.web.get(
            url,
            source,
            etag=trusted.etag if trusted else "",
            last_modified=trusted.last_modified if trusted else "",
        )
        _expect(source, part, answer)
    except FetchFailed as fault:
        return made(world.clock.now(), Outcome.FETCH_ERROR, reason=fault.reason, detail=fault.detail)
    except Blocked as fault:
        outcome = Outcome.SKIPPED if fault.reason == "robots" else Outcome.BLOCKED
        return made(world.clock.now(), outcome, reason=fault.reason, detail=fault.detail)
    except Quarantine as fault:
        outcome = Outcome.SKIPPED if fault.reason == "not_published" else Outcome.QUARANTINED
        return made(world.clock.now(), outcome, reason=fault.reason, detail=fault.detail)
    return _kept(world, made, answer, last)


def _wants_whole(world: World, url: str) -> bool:
    whole = world.captures.last_whole(url)
    return whole is None or world.clock.now() - whole >= WHOLE_EVERY


def _expect(source: Source, part: Part, answer: Answer) -> None:
    """A symbol that no document has yet is answered with nothing at all; it is asked for again another day."""
    if source.kind is not SourceKind.UN_DOCUMENT or part is not Part.PAGE or answer.not_modified:
        return
    if not answer.body:
        raise Quarantine("not_published", f"{answer.url}: no document under this symbol yet")
    if PDF not in answer.body[:1024]:
        raise Quarantine("content_type", f"{answer.url}: expected a PDF, found {answer.body[:40]!r}")


def _kept(world: World, made: partial[Snapshot], answer: Answer, last: Snapshot | None) -> Snapshot:
    if answer.not_modified and last is not None:
        return made(
            world.clock.now(),
            Outcome.UNCHANGED,
            final_url=answer.final_url,
            status=answer.status,
            headers=dict(answer.headers),
            blob=last.blob,
            size=last.size,
            etag=last.etag,
            last_modified=last.last_modified,
        )
    blob = world.bodies.put(answer.body)
    same = last is not None and last.blob == blob
    etag = answer.headers.get("etag", "")
    lied = last is not None and not same and bool(etag) and etag == last.etag
    return made(
        world.clock.now(),
        Outcome.UNCHANGED if same else Outcome.OK,
        final_url=answer.final_url,
        status=answer.status,
        headers=dict(answer.headers),
        blob=blob,
        size=len(answer.body),
        etag="" if lied else etag,
        last_modified="" if lied else answer.headers.get("last-modified", ""),
        detail="the ETag stayed, the body changed: its conditions are not trusted" if lied else "",
    )
