"""Who says so, without the day on which he does: "lundi un diplomate à Paris", "국가정보원이 24일"."""

from __future__ import annotations

from datetime import date

from watch1718.core.reader.lexicon import Language
from watch1718.core.reader.values.dates import find_dates

_MARKS = " ,，、"


def without_day(name: str, published: date | None, language: Language) -> str:
    """Cut a date off the edges of a name, with the particle before it; a name that is a date alone stays."""
    for one in find_dates(name, published, language.dates):
        before, behind = name[: one.start].strip(_MARKS), name[one.end :].strip(_MARKS)
        if behind and not before:
            return behind
        if before and not behind:
            return _without_particle(before, language)
    return name


def _without_particle(name: str, language: Language) -> str:
    found = [one for one, label in language.after.items() if label == "subject" and name.endswith(one)]
    return name.removesuffix(max(found, key=len, default="")) or name
