"""Write a Korean name as other scripts do: the systems that news agencies of each language follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

HANGUL_NAME = re.compile(r"[가-힣]{2,4}")
FIRST, VOWELS, FINALS = 0xAC00, 21, 28

Letters = tuple[tuple[str, ...], ...]


def _letters(initials: str, vowels: str, finals: str) -> Letters:
    """A system's letters for the parts of a syllable in Unicode's order; "-" is silent."""
    return tuple(tuple(row.replace("-", "").split(" ")) for row in (initials, vowels, finals))


LATIN_FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t"
REVISED = _letters(
    "g kk n d tt r m b pp s ss - j jj ch k t p h",
    "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i",
    LATIN_FINALS,
)
REISCHAUER = _letters(
    "k kk n t tt r m p pp s ss - ch tch ch k t p h",
    "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i",
    LATIN_FINALS,
)
CUSTOM = _letters(
    "g kk n d tt r m b pp s ss - j jj ch k t p h",
    "a ae ya yae u e yu ye o wa wae oe yo oo wo we wi yu eu ui i",
    LATIN_FINALS,
)
KONTSEVICH = _letters(
    "к кк н т тт р м п пп с сс - ч чч чх кх тх пх х",
    "а э я йэ о е ё йе о ва вэ ве ё у во ве ви ю ы ый и",
    "- к к к н н н т ль к м ль ль ль п ль м п п т т н т т к т п т",
)
VOICED = {"к": "г", "т": "д", "п": "б", "ч": "дж"}
SURNAMES = {
    "김": ("kim", "gim"),
    "리": ("ri", "lee", "yi", "rhee"),
    "이": ("ri", "lee", "yi", "rhee"),
    "박": ("pak", "park", "bak"),
    "최": ("choe", "choi"),
    "조": ("jo", "cho"),
    "장": ("jang", "chang"),
    "윤": ("yun", "yoon"),
    "백": ("paek", "baek"),
    "한": ("han",),
    "황": ("hwang",),
    "강": ("kang", "gang"),
    "주": ("ju", "chu", "joo"),
    "류": ("ryu", "yoo", "yu"),
    "유": ("ryu", "yoo", "yu"),
}
CYRILLIC_SURNAMES = {
    "리": ("ли",),
    "이": ("ли",),
    "최": ("чхве", "цой", "чхое"),
    "조": ("чо",),
    "주": ("чу",),
    "류": ("рю",),
}


def spellings(name: str) -> Iterator[tuple[str, str]]:
    """Yield the spellings of a person's name in Hangul, each with the system that made it."""
    if not HANGUL_NAME.fullmatch(name):
        return
    for system, letters in (("Revised Romanization", REVISED), ("McCune-Reischauer", REISCHAUER), ("custom", CUSTOM)):
        given = [_syllable(one, letters) for one in name[1:]]
        for surname in SURNAMES.get(name[0], (_syllable(name[0], letters),)):
            yield f"{surname} {' '.join(given)}", system
    for surname in CYRILLIC_SURNAMES.get(name[0], (_syllable(name[0], KONTSEVICH),)):
        for given_parts in product(*map(_voicings, name[1:])):
            yield f"{surname} {' '.join(given_parts)}", "Kontsevich"
            yield f"{surname} {''.join(given_parts)}", "Kontsevich"


def _syllable(letter: str, letters: Letters) -> str:
    number = ord(letter) - FIRST
    parts = (number // (VOWELS * FINALS), number // FINALS % VOWELS, number % FINALS)
    return "".join(table[part] for table, part in zip(letters, parts, strict=True))


def _voicings(letter: str) -> tuple[str, ...]:
    plain = _syllable(letter, KONTSEVICH)
    head = plain[0]
    is_single = plain[1:2] not in ("х", head)
    return (plain, VOICED[head] + plain[1:]) if head in VOICED and is_single else (plain,)
