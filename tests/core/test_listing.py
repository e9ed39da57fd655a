"""The list as values: what differs between two versions, and what was known when."""

# ruff: noqa: N802 - ids of the fault catalogue keep their letters

from datetime import UTC, date, datetime, timedelta

from invented_list import DAY, changed, parties, party, version, without

from watch1718.core.list_history import at, history, in_force
from watch1718.core.listing import Alias, changes, pair, touched

RECORDS = parties()


def _series(*lists):
    """Versions a day apart, known the evening of the day on which they were generated."""
    days = [DAY + timedelta(days=number) for number in range(len(lists))]
    return in_force(
        (version(*records, generated=day), day + timedelta(hours=20)) for records, day in zip(lists, days, strict=True)
    )


def test_order_says_nothing():
    """Records and values in another order are the same list."""
    one = party(aliases=(Alias("A"), Alias("B")))
    two = party(aliases=(Alias("B"), Alias("A")))
    assert one.content_key == two.content_key
    assert version(*RECORDS).content_hash == version(*reversed(RECORDS)).content_hash


def test_every_field_counts():
    """A change of any field is told by name, with what stood before and stands now."""
    after = changed(RECORDS, "KPi.901", comments="Moved.", aliases=())
    told = changes(version(*RECORDS), version(*after))
    assert [(change.kind, change.what) for change in told] == [
        ("changed", "INVENTED PERSON KPi 1: aliases changed"),
        ("changed", "INVENTED PERSON KPi 1: comments changed"),
    ]
    assert told[0].before == "Invented Alias KPi 1 (Good)"
    assert told[1].after == "Moved."


def test_added_and_removed():
    """New and lost records are told apart from changes."""
    after = (*without(RECORDS, "SDi.905"), party(77, "KPe"))
    told = changes(version(*RECORDS), version(*after))
    assert touched(told, "removed") == ("SDi.905",)
    assert touched(told, "added") == ("KPe.977",)
    assert touched(told, "changed", "renamed", "renumbered") == ()


def test_renamed():
    """A new main name under the old reference is a renaming."""
    told = changes(version(*RECORDS), version(*changed(RECORDS, "KPe.902", name="INVENTED OFFICE")))
    assert [(change.kind, change.before, change.after) for change in told] == [
        ("renamed", "INVENTED FIRM KPe 2", "INVENTED OFFICE")
    ]


def test_L7_a_reference_flaps():
    """A record under another reference with its old DATAID is renumbered, neither lost nor new."""
    flapped = changed(RECORDS, "KPi.905", reference="KPi.905.1")
    pairing = pair(version(*RECORDS), version(*flapped))
    assert (pairing.lost, pairing.new) == ((), ())
    there, back = changes(version(*RECORDS), version(*flapped)), changes(version(*flapped), version(*RECORDS))
    assert [(change.kind, change.before, change.after) for change in (*there, *back)] == [
        ("renumbered", "KPi.905", "KPi.905.1"),
        ("renumbered", "KPi.905.1", "KPi.905"),
    ]


def test_a_new_dataid_is_no_loss():
    """A record that keeps its reference under a new DATAID stays the same record."""
    after = changed(RECORDS, "KPi.903", dataid="1")
    assert pair(version(*RECORDS), version(*after)).lost == ()


def test_a_reused_dataid_is_not_taken_twice():
    """A DATAID that moved to a reference which was there before does not hide a loss."""
    after = changed(without(RECORDS, "KPi.901"), "KPi.902", dataid=RECORDS[1].dataid)
    assert [lost.reference for lost in pair(version(*RECORDS), version(*after)).lost] == ["KPi.901"]


def test_L9_delisted_then_relisted():
    """An absence closes the interval; the return opens a new one, and both keep their two times."""
    gone = without(RECORDS, "KPe.903")
    told = history(_series(RECORDS, gone, RECORDS), "KPe.903")
    assert [row.because for row in told] == ["listed", "relisted"]
    assert [(row.valid_from, row.valid_to) for row in told] == [
        (date(2017, 6, 2), date(2026, 3, 2)),
        (date(2026, 3, 3), None),
    ]
    assert told[0].known_from == datetime(2026, 3, 1, 20, tzinfo=UTC)
    assert told[0].known_to == datetime(2026, 3, 2, 20, tzinfo=UTC)
    assert told[1].known_to is None


def test_history_follows_a_renumbering():
    """Asked by either reference, the history is whole and says who was renumbered."""
    flapped = changed(RECORDS, "KPi.905", reference="KPi.905.1")
    series = _series(RECORDS, flapped, RECORDS)
    said = ["listed", "renumbered from KPi.905", "renumbered from KPi.905.1"]
    assert [row.because for row in history(series, "KPi.905")] == said
    assert [row.because for row in history(series, "KPi.905.1")] == said


def test_history_of_a_change():
    """A changed record ends one interval and begins the next on the same day."""
    series = _series(RECORDS, RECORDS, changed(RECORDS, "KPi.901", name="INVENTED OTHER"))
    told = history(series, "KPi.901")
    assert [row.because for row in told] == ["listed", "renamed from INVENTED PERSON KPi 1"]
    assert told[0].valid_to == told[1].valid_from == date(2026, 3, 3)


def test_history_of_nobody():
    """A reference that never stood on the list has no history."""
    assert history(_series(RECORDS), "KPi.999") == ()


def test_what_was_known_on_a_day():
    """A day's answer is what was in force here at its end, and nothing before the first version."""
    series = _series(RECORDS, without(RECORDS, "KPe.903"))
    assert at(series, date(2026, 2, 28)) is None
    assert at(series, date(2026, 3, 1)).find("KPe.903") is not None
    assert at(series, date(2026, 3, 2)).find("KPe.903") is None
    assert at(series, date(2030, 1, 1)) is series[1].version
