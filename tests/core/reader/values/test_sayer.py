"""Who says so, without the day."""

from __future__ import annotations

from datetime import date

import pytest

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.reader.values.sayer import without_day

LEXICON = load_lexicon()
TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("code", "said", "who"),
    [
        ("fr", "lundi un diplomate à Paris", "un diplomate à Paris"),
        ("zh", "一名韩国官员周一", "一名韩国官员"),
        ("ko", "국가정보원이 24일", "국가정보원"),
        ("ja", "韓国政府関係者が24日", "韓国政府関係者"),
        ("ru", "представитель таможни во вторник", "представитель таможни"),
        ("en", "South Korea's intelligence service on Monday", "South Korea's intelligence service"),
        ("es", "el lunes, un funcionario de Seúl", "un funcionario de Seúl"),
        ("en", "an official of Ukraine", "an official of Ukraine"),
        ("ko", "한 전문가", "한 전문가"),
        ("en", "Monday", "Monday"),
    ],
)
def test_a_day_is_nobodys_name(code, said, who):
    """A date before or behind a name goes; a name without one stays as it is."""
    assert without_day(said, TUESDAY, LEXICON.languages[code]) == who
