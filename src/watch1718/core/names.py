"""The index of listed names: every form of every DPRK name on a list version, and what each form needs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from watch1718.core.folding import BREAK, Scanner, fold, fold_name, sounds
from watch1718.core.hangul import spellings
from watch1718.core.listing import ListedParty, ListVersion

ENDINGS = frozenset({"corporation", "corp", "company", "co", "ltd", "limited", "inc", "cooperation", "hoesa", "pte"})
REVIEWED = "reviewed form"
SHORT_NAME = 5
DECLINED = frozenset("ьаяиоеыу")
_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write one party. ``need``: "" none, "dprk" in the document, else a group of words near by.

    ``rule`` says where the form is from; ``capitals`` asks for capital letters, as in "RGB".
    """

    text: str
    reference: str
    name: str
    need: str
    rule: str
    person: bool = False
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class KnownParty:
    """What we know of one listed party's names beside the list; ``near`` is group of words → forms."""

    reference: str
    name: str
    sure: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    near: tuple[tuple[str, tuple[str, ...]], ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The reviewed names: parties, groups of context words, words beside a name that make it another's.

    ``reach`` says how far a group's words may stand, where that is not the usual way; ``version`` is a content hash.
    """

    parties: tuple[KnownParty, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    before_office: tuple[str, ...] = ()
    after_office: tuple[str, ...] = ()
    before_namesake: tuple[str, ...] = ()
    after_namesake: tuple[str, ...] = ()
    reach: Mapping[str, int] = field(default_factory=dict)
    decoys: tuple[str, ...] = ()
    traces: tuple[str, ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True)
class Vessel:
    """A designated vessel: its IMO number, its names, since when."""

    imo: str
    name: str
    former_names: tuple[str, ...] = ()
    measure: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """The index of a list version: forms to look for in text, the same by sound, words of context.

    ``listed`` holds every form, also those too common for text: a single name is held against these.
    """

    listed: Mapping[str, tuple[Form, ...]]
    forms: Mapping[str, tuple[Form, ...]]
    scanner: Scanner
    by_sound: Mapping[str, tuple[Form, ...]]
    sound_scanner: Scanner
    groups: Mapping[str, Scanner]
    vessels: Mapping[str, Vessel]
    traces: tuple[str, ...] = ("",)
    reach: Mapping[str, int] = field(default_factory=dict)
    before_office: tuple[str, ...] = ()
    after_office: tuple[str, ...] = ()
    before_namesake: tuple[str, ...] = ()
    after_namesake: tuple[str, ...] = ()


def imo_is_valid(number: str) -> bool:
    """Check an IMO number's last digit: the first six, weighed 7 to 2, end in it."""
    if not re.fullmatch(r"\d{7}", number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, range(7, 1, -1), strict=False))
    return total % 10 == int(number[6])


def index(version: ListVersion, vessels: Iterable[Vessel] = (), known: KnownNames | None = None) -> Names:
    """Build the index of all DPRK names on a list version, with the reviewed names beside them."""
    known = known or KnownNames()
    ships = tuple(vessels)
    by_reference = {party.reference: party for party in known.parties}
    found: dict[tuple[str, str], Form] = {}
    for party in version.dprk:
        for form in _forms(party, by_reference.get(party.reference, KnownParty(party.reference, party.name))):
            found.setdefault((form.text, form.reference), form)
    for form in _vessel_forms(ships):
        found.setdefault((form.text, form.reference), form)
    idle = (*known.decoys, *(name for party in known.parties for name in party.never))
    forms: dict[str, tuple[Form, ...]] = dict.fromkeys(map(fold_name, idle), ())
    forms |= {text: _rank(group) for text, group in _grouped(found.values()).items()}
    by_sound = {text: tuple(group) for text, group in _grouped(_by_sound(found.values())).items()}
    for party in version.dprk:
        for form in _own_forms(party):
            found.setdefault((form.text, form.reference), form)
    return Names(
        listed={text: tuple(group) for text, group in _grouped(found.values()).items()},
        forms=forms,
        scanner=Scanner(forms),
        by_sound=by_sound,
        sound_scanner=Scanner(by_sound),
        groups={name: Scanner(map(fold_name, words)) for name, words in known.words.items()},
        vessels={ship.imo: ship for ship in ships if imo_is_valid(ship.imo)},
        traces=known.traces or ("",),
        reach=known.reach,
        before_office=_before(known.before_office),
        after_office=_after(known.after_office),
        before_namesake=_before(known.before_namesake),
        after_namesake=_after(known.after_namesake),
    )


def _before(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(f" {fold_name(word)} " for word in words)


def _after(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(space + fold_name(word) for word in words for space in ("", " "))


def _grouped(forms: Iterable[Form]) -> dict[str, list[Form]]:
    groups: defaultdict[str, list[Form]] = defaultdict(list)
    for form in forms:
        groups[form.text].append(form)
    return groups


def _rank(group: list[Form]) -> tuple[Form, ...]:
    """Where two parties are called the same, the one whose main name it is."""
    main = [form for form in group if form.rule == "UN list name"]
    return tuple(main or group)


def _forms(party: ListedParty, known: KnownParty) -> Iterator[Form]:
    person = party.kind == "person"
    never = {fold_name(name) for name in known.never}
    taken = set(never)
    for need, names in (("", known.sure), ("dprk", known.known), *known.near):
        for name in names:
            for text, rule in _written(name, REVIEWED, person=person):
                if text in never and not rule.startswith(REVIEWED):
                    continue
                yield Form(text, party.reference, party.name, need, rule, person, _is_short(name))
                taken.add(text)
    for form in _own_forms(party):
        if form.text not in taken and not form.capitals and not _is_bare(form.text):
            yield form


def _own_forms(party: ListedParty) -> Iterator[Form]:
    person = party.kind == "person"
    need = "dealings" if person else "dprk"
    for name, rule in ((party.name, "UN list name"), *((alias.name, "UN list alias") for alias in party.aliases)):
        for text, how in _written(name, rule, person=person):
            yield Form(text, party.reference, party.name, need, how, person, _is_short(name))


def _is_short(name: str) -> bool:
    return name.isascii() and name.isalpha() and name.isupper() and len(name) <= SHORT_NAME


def _is_bare(text: str) -> bool:
    return text.isascii() and len(text.replace(" ", "")) < SHORT_NAME + 1


def _written(name: str, rule: str, *, person: bool) -> Iterator[tuple[str, str]]:
    """The ways one name is written: as given, without its legal form, with its parts joined or turned."""
    if person:
        yield from ((fold_name(text), f"{system} of {name}") for text, system in spellings(name))
    bare = _BRACKET.sub("", name)
    text = fold_name(bare)
    yield text, rule
    words = text.split(" ")
    if len(words[-1]) > len("Ким") and words[-1][-1] in DECLINED:
        yield text[:-1], f"{rule}, declined"
    if person and BREAK not in text and text.isascii():
        yield from _turned(words, rule)
    elif not person:
        while len(words) > 2 and words[-1] in ENDINGS:  # noqa: PLR2004
            words = words[:-1]
            yield " ".join(words).strip(), f"{rule}, without its legal form"


def _turned(words: list[str], rule: str) -> Iterator[tuple[str, str]]:
    if len(words) < 2:  # noqa: PLR2004
        return
    family, given = words[0], words[1:]
    yield f"{family} {''.join(given)}", f"{rule}, given name joined"
    yield f"{' '.join(given)} {family}", f"{rule}, family name last"
    yield f"{''.join(given)} {family}", f"{rule}, family name last"


def _vessel_forms(ships: Iterable[Vessel]) -> Iterator[Form]:
    for ship in ships:
        for name in (ship.name, *ship.former_names):
            yield Form(fold_name(name), f"imo:{ship.imo}", ship.name, "ships", "vessel name")


def _by_sound(forms: Iterable[Form]) -> Iterator[Form]:
    for form in forms:
        if form.text.isascii() and " " in form.text and BREAK not in form.text and not form.capitals:
            yield Form(sounds(fold(form.text)).text, form.reference, form.text, form.need, form.rule, form.person)
