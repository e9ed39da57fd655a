"""The audit's chain: each entry seals the one before it, and anchors outside the database hold its head.

The chain tells what was altered, deleted, inserted or moved; only an anchor tells that its end was cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

NOTHING = "0" * 64  # what the first of a chain seals
ANCHORED = "anchored"  # the entry that names an anchor's line and digest
MARK = f"{len(ANCHORED)}:{ANCHORED}"


class Entry(NamedTuple):
    """One link: ``body`` is the framed act, ``hash`` seals it and ``prev``, the hash of the link before."""

    seq: int
    body: str
    prev: str
    hash: str


Row = tuple[int, str, str, str]  # an entry's fields in their order


class Act(NamedTuple):
    """What a body says; ``at`` is in microseconds since 1970, ``actor`` the database's login, ``person`` who decided."""

    seq: str
    at: str
    actor: str
    person: str
    action: str
    subject: str
    content: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of the chain as one run left it, on one line of a file; ``digest`` seals the line and those before."""

    line: int
    at: str
    seq: int
    hash: str
    before: str
    digest: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """What does not fit, where, in one sentence."""

    kind: str
    where: str
    what: str


def frame(*parts: object) -> str:
    """Join fields so that no two different rows give the same text."""
    return "".join([f"{len(text)}:{text}" for text in map(str, parts)])


def act(entry: Entry) -> Act:
    """Read an entry's body. Raises ValueError where it is not a framed act."""
    fields, rest = list[str](), entry.body
    while rest:
        length, _, rest = rest.partition(":")
        fields.append(rest[: int(length)])
        rest = rest[int(length) :]
    return Act(*fields)


def seal(body: str, prev: str) -> str:
    """Compute the hash that an entry must carry."""
    return sha256(f"{len(prev)}:{prev}{body}".encode()).hexdigest()


def drop_anchor(last: Anchor | None, seq: int, head: str, at: str) -> Anchor:
    """Make the line that follows the last one."""
    line, before = (last.line + 1, last.digest) if last else (1, NOTHING)
    return Anchor(line, at, seq, head, before, _line_digest(line, at, seq, head, before))


def check(entries: Iterable[Row], anchors: Sequence[Anchor]) -> Iterator[Flaw]:
    """Walk the chain and hold it against its anchors; what does not fit, in the order in which it is met.

    ``entries`` may be plain rows: a million of them are looked at once and few become an ``Entry``.
    """
    yield from _check_lines(anchors)
    heads: dict[int, str] = {}
    for one in anchors:
        heads.setdefault(one.seq, one.hash)
    seq, head, named = 0, NOTHING, dict[str, Act]()
    for number, body, prev, stated in entries:
        if number != seq + 1 or prev != head or sha256(f"64:{prev}{body}".encode()).hexdigest() != stated:
            yield from _misfits(Entry(number, body, prev, stated), seq, head)
        if number in heads and heads.pop(number) != stated:
            yield Flaw("rewritten", f"entry {number}", "an anchor holds another hash of this entry")
        if MARK in body and (said := act(Entry(number, body, prev, stated))).action == ANCHORED:
            named[said.subject] = said
        seq, head = number, stated
    for lost in sorted(heads):
        if lost:
            yield Flaw(
                "cut", f"entry {lost}", f"an anchor names this entry and the chain does not have it (its end: {seq})"
            )
    yield from _check_named(named, anchors)


def _misfits(entry: Entry, seq: int, head: str) -> Iterator[Flaw]:
    where, said = f"entry {entry.seq}", _words(entry)
    if entry.seq != seq + 1:
        yield Flaw("gap", where, f"it follows entry {seq}")
    if entry.prev != head:
        yield Flaw("broken", where, f"it does not seal what stands before it ({said})")
    if seal(entry.body, entry.prev) != entry.hash:
        yield Flaw("altered", where, f"its words are not those that were sealed ({said})")


def _words(entry: Entry) -> str:
    try:
        said = act(entry)
    except (TypeError, ValueError):
        return "no longer an act"
    return f"{said.action} {said.subject}"


def _check_lines(anchors: Sequence[Anchor]) -> Iterator[Flaw]:
    before = NOTHING
    for number, one in enumerate(anchors, start=1):
        whole = one.digest == _line_digest(one.line, one.at, one.seq, one.hash, one.before)
        if one.line != number or one.before != before or not whole:
            yield Flaw("anchor", f"anchor line {number}", "the line was altered, or one before it was taken out")
        before = one.digest


def _check_named(named: Mapping[str, Act], anchors: Sequence[Anchor]) -> Iterator[Flaw]:
    """The chain names each anchor's digest: a file that was replaced or cut short does not have it."""
    held = {str(number): one.digest for number, one in enumerate(anchors, start=1)}
    for line, entry in named.items():
        if line not in held:
            yield Flaw(
                "anchor", f"anchor line {line}", f"entry {entry.seq} names this line and the file does not have it"
            )
        elif held[line] != entry.content:
            yield Flaw("anchor", f"anchor line {line}", f"it is not the line that entry {entry.seq} names")


def _line_digest(line: int, at: str, seq: int, head: str, before: str) -> str:
    return sha256(frame(before, line, at, seq, head).encode()).hexdigest()
