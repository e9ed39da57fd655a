"""Matching one name against the list: how alike, by which rule, and how sure that makes it.

For a customer's name, where no text around it helps. Names in documents are ``screening``'s.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import ratio, token_sort_ratio
from rapidfuzz.process import extract

from watch1718.core.folding import LOOK_ALIKES, fold_word, sound
from watch1718.core.names import Form, Names

FLOOR, ROUGH, ALIKE = 80.0, 40.0, 60.0
REMEMBERED = 20_000  # words of queries
LIMIT = 87.5
BANDS = ((100.0, "same"), (95.0, "very likely"), (LIMIT, "likely"), (FLOOR, "possible"))
INITIAL, SOUND, VOWELS, OTHER, TURNED = 90.0, 97.0, 93.0, 0.8, 1.0
DIGITS = str.maketrans("015", "ols")
TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "eng", "col", "gen", "lt", "maj", "capt", "adm", "sheikh", "hajji", "sayyid"}
    | {"jr", "sr", "ii", "iii", "comrade", "general", "colonel"}
)
_WORDS = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile(r"['’ʼ`´‘ʻ]")
_SYLLABLES = re.compile(
    r"(?:(?:kk|ch|ts|[kgntdrlmpbsjchwy])?(?:[wy]?(?:ae|oe|eo|eu|ee|oo|ui|ou|[aeiou]))(?:ng|nk|[kgnlmpbt])?){1,2}"
)


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A listed party that a name may mean. ``band``: same, very likely, likely, possible; ``score`` of 100."""

    reference: str
    name: str
    form: str
    score: float
    band: str
    why: str


class NameMatcher:
    """Finds the listed parties that a name may mean: few forms are looked at closely, no match is left out.

    A form of the score that counts has like letters (held against all forms at once, by rapidfuzz), or words alike
    enough to cover half of both names (looked up by word; what is alike to a word is worked out once).
    """

    def __init__(self, names: Names) -> None:
        self._texts = tuple(names.listed.items())
        split = [words(text) for text, _ in self._texts]
        self._lengths = [sum(map(len, one)) for one in split]
        self._letters = tuple(map(_grouped, (map(_sorted, split), map("".join, split), map(_turned, split))))
        self._words = _grouped_words(split)
        self._written, self._keyed = tuple(self._words), _grouped_keys(self._words)
        self._alike: dict[str, dict[int, int]] = {}

    def match(self, query: str, limit: int = 5) -> tuple[NameMatch, ...]:
        """The parties that a name may mean, best first, one match a party."""
        best: dict[str, tuple[float, str, Form]] = {}
        for text, forms in self._near(query):
            score, rule = likeness(query, text)
            for form in forms if score >= FLOOR else ():
                if form.reference not in best or score > best[form.reference][0]:
                    best[form.reference] = (score, rule, form)
        ranked = sorted(best.values(), key=lambda found: (-found[0], found[2].reference))
        return tuple(_match(*found) for found in ranked[:limit])

    def _near(self, query: str) -> Iterator[tuple[str, tuple[Form, ...]]]:
        """The forms worth a close look, that have some letters in common as written or with the words sorted."""
        one = words(query)
        plain = " ".join(one)
        for place in sorted(self._like_letters(one) | self._like_words(one)):
            text, forms = self._texts[place]
            if ratio(plain, text) >= ROUGH or token_sort_ratio(plain, text) >= ROUGH:
                yield text, forms

    def _like_letters(self, one: tuple[str, ...]) -> set[int]:
        found = set[int]()
        joined = "".join(one)
        for asked, (written, places) in zip((_sorted(one), joined, joined), self._letters, strict=True):
            for _, _, number in extract(asked, written, scorer=ratio, score_cutoff=FLOOR, limit=None):
                found.update(places[number])
        return found

    def _like_words(self, one: tuple[str, ...]) -> set[int]:
        """Where words that are ALIKE cover so much of both names that the rest, less alike, may still reach the floor."""
        covered: dict[int, int] = {}
        for word in one:
            for place, length in self._places(word).items():
                covered[place] = covered.get(place, 0) + length
        whole = sum(map(len, one))
        share = (FLOOR - ALIKE) / (100 - ALIKE)
        return {place for place, length in covered.items() if length >= share * (whole + self._lengths[place])}

    def _places(self, word: str) -> dict[int, int]:
        """By form, the letters that a word and the longest word alike to it have together."""
        if word not in self._alike:
            if len(self._alike) > REMEMBERED:
                self._alike.clear()
            found: dict[int, int] = {}
            for other in self._like_word(word):
                length = len(word) + len(other)
                found.update((place, max(length, found.get(place, 0))) for place in self._words[other])
            self._alike[word] = found
        return self._alike[word]

    def _like_word(self, word: str) -> list[str]:
        """The words that are ALIKE to one: by their letters, by what ``_alike`` takes for the same, by an initial."""
        found = {other for other, _, _ in extract(word, self._written, scorer=ratio, score_cutoff=ALIKE, limit=None)}
        found.update(*(self._keyed.get(key, ()) for key in _keys(word)))
        if len(word) == 1:
            found.update(other for other in self._written if other[0] == word)
        elif word[0] in self._words:
            found.add(word[0])
        return [other for other in found if _alike(word, other) >= ALIKE]


def _keys(word: str) -> Iterator[tuple[str, str]]:
    """What two words share that are alike although their letters are not."""
    if word.isascii():
        yield "sound", sound(word)
    yield "bare", _bare(word)
    yield "joined", word.replace("rn", "m")


def _grouped_keys(written: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for word in written:
        for key in _keys(word):
            found.setdefault(key, []).append(word)
    return found


def _sorted(one: tuple[str, ...]) -> str:
    return " ".join(sorted(one))


def _turned(one: tuple[str, ...]) -> str:
    return "".join(one[1:] + one[:1])


def _grouped(written: Iterable[str]) -> tuple[list[str], list[list[int]]]:
    """Different strings, each with the places where it stands."""
    found: dict[str, list[int]] = {}
    for place, text in enumerate(written):
        found.setdefault(text, []).append(place)
    return list(found), list(found.values())


def _grouped_words(split: Iterable[tuple[str, ...]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, one in enumerate(split):
        for word in set(one):
            found.setdefault(word, []).append(place)
    return found


def _match(score: float, rule: str, form: Form) -> NameMatch:
    band = next(name for least, name in BANDS if score >= least)
    why = f"{rule}: {form.rule} {form.text!r}; {score - FLOOR:.1f} above the floor of {FLOOR:.0f}"
    return NameMatch(form.reference, form.name, form.text, round(score, 1), band, why)


def likeness(query: str, candidate: str) -> tuple[float, str]:
    """Say how alike two names are, of 100, and by which rule."""
    one, other = words(query), words(candidate)
    if not one or not other:
        return 0.0, "nothing to compare"
    if sorted(one) == sorted(other):
        return 100.0, "the same words"
    spaced, joined = " ".join(one), "".join(one)
    return max(
        (token_sort_ratio(spaced, " ".join(other)), "letters alike, words in any order"),
        (_joined(joined, other), "letters alike, written as one"),
        (aligned(one, other), "word by word"),
    )


def _joined(joined: str, other: tuple[str, ...]) -> float:
    turned = other[1:] + other[:1]
    return max(ratio(joined, "".join(other)), ratio(joined, "".join(turned)))


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name without disguise: look-alikes, invisible letters, titles, digits for letters."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKC", name) if unicodedata.category(letter) != "Cf")
    found = (fold_word(word) for word in _WORDS.findall(_APOSTROPHES.sub("", plain)))
    bare = tuple(_undisguised(word) for word in found)
    return tuple(word for word in bare if word not in TITLES) or bare


def _undisguised(word: str) -> str:
    if word.isdigit():
        return word
    seen = word.translate(LOOK_ALIKES)
    word = seen if seen.isascii() else word
    return word.translate(DIGITS) if any(letter.isdigit() for letter in word) else word


def aligned(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Pair the words of two names, the most alike first; words left over count against it."""
    pairs = sorted(
        ((_alike(a, b), i, j) for i, a in enumerate(one) for j, b in enumerate(other)), key=lambda pair: -pair[0]
    )
    partner: dict[int, int] = {}
    total = 0.0
    for score, i, j in pairs:
        if i not in partner and j not in partner.values():
            partner[i] = j
            total += score * (len(one[i]) + len(other[j]))
    order = [partner[i] for i in sorted(partner)]
    turned = TURNED if order != sorted(order) else 0.0
    return total / (sum(map(len, one)) + sum(map(len, other))) - turned


@lru_cache(maxsize=262144)
def _alike(a: str, b: str) -> float:
    if a == b:
        return 100.0
    if 1 in (len(a), len(b)):
        return INITIAL if a[0] == b[0] else 0.0
    if a.isascii() and b.isascii() and sound(a) == sound(b):
        return SOUND
    if _bare(a) == _bare(b) and len(_bare(a)) > 1:
        return VOWELS
    if a.replace("rn", "m") == b.replace("rn", "m"):
        return SOUND
    other = _SYLLABLES.fullmatch(a) and _SYLLABLES.fullmatch(b)
    return ratio(a, b) * (OTHER if other else 1.0)


def _bare(word: str) -> str:
    return word[0] + re.sub("[aeiou]", "", word[1:])
