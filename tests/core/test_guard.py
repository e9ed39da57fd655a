"""The list guard: each fault of the list that real history or imagination knows, held; each true edit, let through."""

# ruff: noqa: N802 - ids of the fault catalogue keep their letters

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from invented_list import DAY, changed, parties, party, version, without

from watch1718.core.guard import judge
from watch1718.core.listing import Alias, touched

RECORDS = parties()
LAST = version(*RECORDS)
LATER = DAY + timedelta(days=1)


def _judge(records, generated=LATER):
    return judge(version(*records, generated=generated), LAST)


def _codes(decision):
    return [reason.split(":")[0] for reason in decision.reasons]


def test_first_version():
    """The first version is accepted if it holds a DPRK record, and held if it does not."""
    assert not judge(LAST, None).held
    others = version(*(record for record in RECORDS if not record.is_dprk))
    assert _codes(judge(others, None)) == ["no_dprk"]


def test_nothing_changed():
    """The same records under a new date are unchanged: no hold, no change."""
    decision = _judge(RECORDS)
    assert (decision.held, decision.unchanged, decision.changes, decision.notes) == (False, True, (), ())


def test_L1_shrinks_by_nine_tenths():
    """A list of a tenth of its records is held, with the counts in the reason."""
    decision = _judge(RECORDS[:20])
    assert decision.held
    assert "180 of 200 records are gone (90.00%" in decision.reasons[0]


def test_L2_shrinks_by_two_in_a_hundred():
    """More than one in a hundred lost is held; exactly one in a hundred is not."""
    assert _codes(_judge(without(RECORDS, "SDi.901", "SDi.902", "SDi.903", "SDi.904"))) == ["shrunk"]
    assert not _judge(without(RECORDS, "SDi.901", "SDi.902")).held


def test_L3_one_dprk_record_is_missing():
    """A single DPRK record lost is held by name, however many others came."""
    decision = _judge((*without(RECORDS, "KPe.904"), party(88, "SDi"), party(89, "SDi")))
    assert decision.reasons == ("dprk_lost: KPe.904 INVENTED FIRM KPe 4 is gone, its reference and its DATAID",)


def test_L4_swapped_records():
    """The same count with other records is held: identity counts, not totals."""
    swapped = (*RECORDS[:100], *(party(500 + number, "SDi") for number in range(100)))
    assert len(swapped) == len(RECORDS)
    assert "shrunk" in _codes(_judge(swapped))


def test_L4_swapped_names():
    """The same references with each other's names are held as well."""
    names = [record.name for record in RECORDS[20:120]]
    turned = [*names[1:], names[0]]
    swapped = (
        *RECORDS[:20],
        *(replace(record, name=name) for record, name in zip(RECORDS[20:120], turned, strict=True)),
        *RECORDS[120:],
    )
    assert _codes(_judge(swapped)) == ["names_swapped"]


def test_L7_renumbered_records_are_not_lost():
    """Five DPRK references that change while their DATAIDs stay pass, and are told as renumbered."""
    flapped = RECORDS
    for number in range(5):
        flapped = changed(flapped, f"KPi.90{number}", reference=f"KPi.90{number}.1")
    decision = _judge(flapped)
    assert not decision.held
    assert len(touched(decision.changes, "renumbered")) == 5
    assert touched(decision.changes, "removed") == ()


def test_L8_a_true_mass_delisting():
    """One list of nine in a hundred leaving is held; once approved, the next day passes in silence."""
    records = (*RECORDS, *(party(number, "IRe", list_type="Iran") for number in range(20)))
    before, after = version(*records), version(*RECORDS, generated=LATER)
    assert _codes(judge(after, before)) == ["shrunk", "list_type_vanished"]
    assert judge(version(*RECORDS, generated=LATER + timedelta(days=1)), after).unchanged


def test_a_small_list_that_vanishes_whole():
    """A list type of a single record among two hundred is held when it ends: the one-in-a-hundred rule is silent."""
    before = version(*RECORDS, party(1, "MLi", list_type="Iraq"))
    assert _codes(judge(version(*RECORDS, generated=LATER), before)) == ["list_type_vanished"]


def test_L9_a_relisted_record():
    """A record that returns is an addition, no hold."""
    before = version(*without(RECORDS, "KPe.903"))
    decision = judge(version(*RECORDS, generated=LATER), before)
    assert not decision.held
    assert touched(decision.changes, "added") == ("KPe.903",)


def test_L11_an_old_date_is_no_error():
    """A list generated 87 days ago that is newer than the last one passes: the UN reprints on change."""
    assert not _judge((*RECORDS, party(88)), generated=DAY + timedelta(seconds=1)).held


def test_L12_an_older_list_after_a_newer_one():
    """An older copy whose records differ is held; one whose records are the same is a note."""
    earlier = DAY - timedelta(days=7)
    assert _codes(_judge((*RECORDS, party(88)), generated=earlier)) == ["rollback"]
    same = _judge(RECORDS, generated=earlier)
    assert not same.held
    assert same.notes == ("generated 2026-02-22, before 2026-03-01; no record differs",)


def test_L13_an_unknown_list_type():
    """A list type that was never seen is held; one that is known and comes back is not."""
    assert _codes(_judge((*RECORDS, party(1, "XXi", list_type="26532022")))) == ["unknown_field"]
    assert not _judge((*RECORDS, party(1, "IRi", list_type="Iran"))).held


def test_L14_aliases_emptied():
    """Names kept and aliases gone is held, for the whole list and for the DPRK records alone."""
    emptied = tuple(replace(record, aliases=()) for record in RECORDS)
    assert _codes(_judge(emptied)) == ["aliases_emptied", "aliases_emptied"]
    few = tuple(
        replace(record, aliases=()) if record.reference in ("KPi.901", "KPe.901", "KPe.902") else record
        for record in RECORDS
    )
    assert _codes(_judge(few)) == ["aliases_emptied"]
    assert not _judge(changed(RECORDS, "KPi.901", aliases=())).held


@pytest.mark.parametrize("reference", ["KPi.901", "KPe.909"])
def test_a_true_edit_passes(reference):
    """New posts, aliases and names of a single record are changes, no holds."""
    edited = changed(RECORDS, reference, name="INVENTED NEW NAME", comments="A new post.")
    decision = _judge(edited)
    assert not decision.held
    assert {change.kind for change in decision.changes} == {"renamed", "changed"}


def test_any_dprk_loss_is_held():
    """Whatever else changes, no version that lost a DPRK record comes into force unasked."""
    dice = random.Random(1718)  # noqa: S311 - a seeded series, no secret
    for _ in range(200):
        lost = dice.choice(RECORDS[:20]).reference
        others = dice.sample(RECORDS[20:], k=dice.randint(0, 3))
        records = without(RECORDS, lost, *(record.reference for record in others))
        added = tuple(party(dice.randint(300, 900), "KPe") for _ in range(dice.randint(0, 1)))
        assert any(lost in reason for reason in _judge((*records, *added)).reasons)


def _renamed(count):
    return (
        *RECORDS[:20],
        *(replace(one, name=f"NEW {one.name}") for one in RECORDS[20 : 20 + count]),
        *RECORDS[20 + count :],
    )


def _emptied(first, count):
    cut = {one.reference for one in RECORDS[first : first + count]}
    return tuple(replace(one, aliases=()) if one.reference in cut else one for one in RECORDS)


@pytest.mark.parametrize(
    ("records", "held"),
    [
        (_renamed(10), False),
        (_renamed(11), True),
        (_emptied(20, 10), False),
        (_emptied(20, 11), True),
        (_emptied(0, 2), False),
        (_emptied(0, 3), True),
    ],
)
def test_each_side_of_a_limit(records, held):
    """Exactly at a limit a version passes, one record beyond it is held."""
    assert _judge(records).held is held


def test_a_name_in_other_letters_is_no_other_name():
    """Capitals and spaces do not make a list of names look swapped."""
    assert not _judge(tuple(replace(one, name=one.name.title().replace(" ", "  ")) for one in RECORDS)).held


def test_aliases_of_lost_records_are_not_counted():
    """Aliases that leave with their record are a loss of records, not of aliases."""
    rich = tuple(
        replace(one, aliases=tuple(Alias(f"A{number}") for number in range(300))) if one is RECORDS[50] else one
        for one in RECORDS
    )
    decision = judge(version(*without(rich, RECORDS[50].reference), generated=LATER), version(*rich))
    assert not decision.held
