"""A shadow of the text in plain letters, for finding only; spans always index the text itself."""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f\ufeff]"
)
_ODD = re.compile(
    "[\u00ad\u0300-\u036f\u1100-\u11ff\u200b-\u200f\u2060\u2100-\u214f\uff00-\uffef\ufeff\U0001d400-\U0001d7ff]"
)
_LOOKALIKE = str.maketrans("аеорсухіѕјԁһӏАВЕКМНОРСТУХІЅЈ", "aeopcyxisjdhlABEKMHOPCTYXISJ")
_MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[\u0400-\u04ff])\w+")


def shadow(text: str) -> tuple[str, list[int] | None]:
    """Fold disguised spellings; the list maps each shadow position to the text's, None where nothing moved."""
    if text.isascii():
        return text, None
    if _MIXED.search(text):
        text = _MIXED.sub(lambda match: match.group().translate(_LOOKALIKE), text)
    if not _ODD.search(text) and not _HIDDEN.search(text):
        return text, None
    return _fold(text)


def _fold(text: str) -> tuple[str, list[int]]:
    """Drop hidden characters and decompose odd letters, keeping where each came from."""
    letters: list[str] = []
    origin: list[int] = []
    for start, end in _clusters(text):
        plain = unicodedata.normalize("NFKC", _HIDDEN.sub("", text[start:end]))
        letters.append(plain)
        origin.extend([start] * len(plain))
    origin.append(len(text))
    return "".join(letters), origin


def _clusters(text: str) -> list[tuple[int, int]]:
    """Cut the text before every character that does not combine with the one before it."""
    starts = [i for i, char in enumerate(text) if not (unicodedata.combining(char) or "\u1160" <= char <= "\u11ff")]
    starts = starts if starts[:1] == [0] else [0, *starts]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def restore(start: int, end: int, origin: list[int] | None) -> tuple[int, int]:
    """Turn a range of the shadow into the range of the text that it stands for."""
    return (start, end) if origin is None else (origin[start], origin[end])
