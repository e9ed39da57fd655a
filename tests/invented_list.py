"""Invented copies of the UN list: records that do not exist, as values and as XML of the list's shape."""

from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape

from watch1718.core.listing import Alias, ListedParty, ListVersion

DAY = datetime(2026, 3, 1, tzinfo=UTC)
END = "</CONSOLIDATED_LIST>"


def party(number: int = 1, code: str = "KPi", **changed) -> ListedParty:
    """One record with something in most fields."""
    person = code.endswith("i")
    given = {
        "reference": f"{code}.{900 + number:03}",
        "dataid": str(9_900_000 + number + 1000 * (not person) + 10_000 * ("KP" not in code)),
        "list_type": "DPRK" if code.startswith("KP") else "Sudan",
        "kind": "person" if person else "entity",
        "name": f"INVENTED {'PERSON' if person else 'FIRM'} {code} {number}",
        "aliases": (Alias(f"Invented Alias {code} {number}", "Good" if person else "a.k.a."),),
        "listed_on": date(2017, 6, 2),
        "comments": "Nobody on this list exists.",
    }
    return ListedParty(**{**given, **changed})


def parties(dprk: int = 20, others: int = 180) -> tuple[ListedParty, ...]:
    """A list of some DPRK records and some of another list."""
    return (
        *(party(number, "KPi") for number in range(dprk // 2)),
        *(party(number, "KPe") for number in range(dprk - dprk // 2)),
        *(party(number, "SDi") for number in range(others)),
    )


def version(*records: ListedParty, generated: datetime = DAY) -> ListVersion:
    """A version of these records, or of the usual ones."""
    return ListVersion(generated, records or parties())


def without(records: tuple[ListedParty, ...], *references: str) -> tuple[ListedParty, ...]:
    """The records but for these references."""
    return tuple(record for record in records if record.reference not in references)


def changed(records: tuple[ListedParty, ...], key: str, **fields) -> tuple[ListedParty, ...]:
    """The records with one of them changed."""
    return tuple(replace(record, **fields) if record.reference == key else record for record in records)


def xml(
    *records: ListedParty,
    generated: str = "2026-03-01T00:00:09.554Z",
    quote: str = '"',
    extra: str = "",
    root: str = "",
) -> bytes:
    """The records as the list's XML; ``extra`` goes into each record, ``root`` beside the two sections."""
    persons = "".join(_record(record, extra) for record in records if record.kind == "person")
    entities = "".join(_record(record, extra) for record in records if record.kind == "entity")
    return (
        f"<?xml version={quote}1.0{quote} encoding={quote}UTF-8{quote}?>\n"
        f"<CONSOLIDATED_LIST dateGenerated={quote}{generated}{quote}>"
        f"<INDIVIDUALS>{persons}</INDIVIDUALS><ENTITIES>{entities}</ENTITIES>{root}{END}"
    ).encode()


def _record(record: ListedParty, extra: str) -> str:
    tag = "INDIVIDUAL" if record.kind == "person" else "ENTITY"
    first, _, second = record.name.partition(" ") if tag == "INDIVIDUAL" else (record.name, "", "")
    second = f"<SECOND_NAME>{escape(second)}</SECOND_NAME>" if second else ""
    aliases = "".join(
        f"<{tag}_ALIAS><QUALITY>{alias.quality}</QUALITY><ALIAS_NAME>{escape(alias.name)}</ALIAS_NAME></{tag}_ALIAS>"
        for alias in record.aliases or (Alias(""),)
    )
    return (
        f"<{tag}><DATAID>{record.dataid}</DATAID><VERSIONNUM>1</VERSIONNUM>"
        f"<FIRST_NAME>{escape(first)}</FIRST_NAME>{second}<UN_LIST_TYPE>{record.list_type}</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>{record.reference}</REFERENCE_NUMBER><LISTED_ON>{record.listed_on}</LISTED_ON>"
        f"<COMMENTS1>{escape(record.comments)}</COMMENTS1><LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>"
        f"{aliases}<SORT_KEY/><SORT_KEY_LAST_MOD/>{extra}</{tag}>"
    )
