"""The chain by itself: what a walk finds without any database."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from watch1718.core.audit import NOTHING, Anchor, Entry, act, check, drop_anchor, frame, seal

WORDS = st.lists(st.text(max_size=12), min_size=3, max_size=9)


def chained(words: list[str]) -> list[Entry]:
    """A chain of one entry a word."""
    made, head = list[Entry](), NOTHING
    for number, word in enumerate(words, start=1):
        body = frame(number, number * 10, "pipeline", "R. Tester", "disposition", f"d{number}", word)
        made.append(Entry(number, body, head, seal(body, head)))
        head = made[-1].hash
    return made


def another(entry: Entry) -> Entry:
    """The entry with other words."""
    said = act(entry)
    return entry._replace(body=frame(*said._replace(content=said.content + "x")))


def anchored(*entries: Entry) -> list[Anchor]:
    """One anchor for each of these heads."""
    lines = list[Anchor]()
    for entry in entries:
        lines.append(drop_anchor(lines[-1] if lines else None, entry.seq, entry.hash, "2026-03-04T05:00:00+00:00"))
    return lines


@given(WORDS)
def test_a_whole_chain_holds(words):
    """What was chained and anchored is found to hold."""
    entries = chained(words)
    assert list(check(entries, anchored(entries[1], entries[-1]))) == []


@given(WORDS, st.data())
def test_any_entry_altered_deleted_or_moved_is_found(words, data):
    """Whatever entry is changed, taken out, doubled or moved, the walk says so (I4)."""
    entries = chained(words)
    lines = anchored(entries[-1])
    place = data.draw(st.integers(0, len(entries) - 1))
    other = data.draw(st.integers(0, len(entries) - 1).filter(lambda one: one != place))
    moved = entries.copy()
    moved[place], moved[other] = moved[other], moved[place]
    altered = [*entries[:place], another(entries[place]), *entries[place + 1 :]]
    for harmed in (altered, entries[:place] + entries[place + 1 :], entries[: place + 1] + entries[place:], moved):
        assert list(check(harmed, lines))


def test_a_tail_cut_off_is_found_by_the_anchor_alone():
    """The chain alone says that all is well (B20)."""
    entries = chained(["a", "b", "c", "d"])
    assert list(check(entries[:2], [])) == []
    (flaw,) = check(entries[:2], anchored(entries[-1]))
    assert (flaw.kind, flaw.where) == ("cut", "entry 4")


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_different_fields_never_frame_alike(one, other):
    """No two rows give the same text to seal."""
    assert (frame(*one) == frame(*other)) == (one == other)
