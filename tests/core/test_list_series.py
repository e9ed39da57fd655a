"""Five years of daily downloads, generated from a seed with the real mix of faults: what the guard lets through."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from invented_list import DAY, changed, parties, party, version, without

from watch1718.adapters.un_list import parse_list
from watch1718.core.guard import judge
from watch1718.core.listing import ListedParty, ListVersion
from watch1718.errors import Quarantine

DAYS, EMPTY, STUBS, REFUSALS = 1877, 278, 16, 8
EDITED, PRINTED = 0.07, 0.4
STUB = b'<head><body> This object may be found <a HREF="https://maintenance.example/">here</a> </body>'
REFUSAL = (
    b"<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<h1>403 Forbidden</h1>\r\n</body></html>\r\n"
)
Records = tuple[ListedParty, ...]
Day = ListVersion | bytes


def _started() -> Records:
    return (
        *parties(dprk=155, others=650),
        *(party(number, "IRi", list_type="Iran") for number in range(84)),
        *(party(number, "MLi", list_type="Yemen") for number in range(8)),
        *(party(number, "IQe", list_type="Iraq") for number in range(60)),
    )


def _renumbered(records: Records, old: str, new: str) -> Records:
    for number in range(5):
        records = changed(records, f"KPi.90{number}{old}", reference=f"KPi.90{number}{new}")
    return records


def _of(records: Records, list_type: str) -> Records:
    return tuple(record for record in records if record.list_type != list_type)


GREAT = {
    300: lambda records: without(records, *(f"IQe.{900 + number}" for number in range(29))),
    700: lambda records: _renumbered(records, "", ".1"),
    702: lambda records: _renumbered(records, ".1", ""),
    800: lambda records: without(records, "KPe.968"),
    892: lambda records: (*records, party(68, "KPe")),
    900: lambda records: _of(records, "Yemen"),
    1000: lambda records: _of(records, "Iran"),
    1100: lambda records: (*records, party(1, "HTi", list_type="Haiti")),
}
"""The days of great edits; all but the renumberings and the return of one record need a person."""


def _edited(records: Records, day: int, dice: random.Random) -> Records:
    if day in GREAT:
        return GREAT[day](records)
    return _small_edit(records, day, dice) if dice.random() < EDITED else records


def _small_edit(records: Records, day: int, dice: random.Random) -> Records:
    others = [record for record in records if not record.is_dprk and record.list_type == "Sudan"]
    edited = dice.choice(records)
    edits = (
        lambda: (*records, party(2000 + day, "SDi")),
        lambda: without(records, dice.choice(others).reference),
        lambda: tuple(replace(one, comments=f"Edited on day {day}.") if one is edited else one for one in records),
        lambda: tuple(replace(one, aliases=()) if one is edited else one for one in records),
    )
    return dice.choice(edits)()


def _series(seed: int) -> Iterator[tuple[datetime, Day, Records]]:
    """Each day's download and what truly stands on the list."""
    dice = random.Random(seed)  # noqa: S311 - a seeded series, no secret
    alone = dice.sample(range(1, DAYS - 276), k=26)
    faults = dict(zip(alone, [STUB] * STUBS + [REFUSAL] * REFUSALS + [b""] * 2, strict=True))
    faults |= dict.fromkeys(range(DAYS - 276, DAYS), b"")
    records, printed = _started(), DAY
    for number in range(DAYS):
        moment = DAY + timedelta(days=number)
        before, records = records, _edited(records, number, dice)
        printed = moment if records is not before or dice.random() < PRINTED else printed
        good = version(*records, generated=printed)
        yield moment, faults.get(number, good), records


def test_five_years_of_downloads():
    """Every fault is held, nobody is delisted falsely, and a person is asked five times without need."""
    held = asked = false_delistings = 0
    last: ListVersion | None = None
    for _, day, truth in _series(seed=1718):
        if isinstance(day, bytes):
            held += _is_refused(day)
            continue
        decision = judge(day, last)
        asked += decision.held
        last = last if decision.unchanged else day
        standing = {record.dataid for record in last.parties}
        false_delistings += any(record.dataid not in standing for record in truth)
    assert held == EMPTY + STUBS + REFUSALS == 302
    assert false_delistings == 0
    assert asked == 5


def test_a_fault_never_reaches_the_list_in_force():
    """Good days cut in half, or with a tenth of the list, are held on every day of the series."""
    last: ListVersion | None = None
    for number, (_, day, _) in enumerate(_series(seed=1540)):
        if isinstance(day, bytes):
            continue
        if last is not None and number % 25 == 0:
            assert judge(replace(day, parties=day.parties[::10]), last).held
            assert judge(replace(day, parties=day.parties[:-12]), last).held
        last = day


def _is_refused(body: bytes) -> bool:
    try:
        parse_list(body)
    except Quarantine as fault:
        return fault.reason in ("empty", "content_type", "block_page")
    return False
