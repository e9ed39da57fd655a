"""The date of an event is that of its own clause."""

from datetime import UTC, datetime

import pytest

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.reader import read

LEXICON = load_lexicon()
PUBLISHED = datetime(2025, 8, 7, tzinfo=UTC)  # a Thursday


def _event(text, language="en", title=""):
    """The event time of the one claim of a text."""
    found = read(Document("own", "own", title, text, language, PUBLISHED), LEXICON)
    return found.claims[0].event


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "South Korea said on Monday that North Korea shipped shells to Russia in May.", "2025-05-01/2025-05-31"),
        (
            "en",
            "In May, North Korea shipped shells to Russia, officials in Seoul said on Monday.",
            "2025-05-01/2025-05-31",
        ),
        ("en", "North Korea fired two ballistic missiles on Tuesday, Seoul said.", "2025-08-05/2025-08-05"),
        ("en", "North Korea shipped coal to China from March 3 to March 9.", "2025-03-03/2025-03-09"),
        (
            "ru",
            "В понедельник Сеул сообщил, что в марте и апреле КНДР поставила России снаряды.",
            "2025-03-01/2025-04-30",
        ),
        ("ko", "북한이 지난 6일 탄도미사일을 발사했다고 합참이 7일 밝혔다.", "2025-08-06/2025-08-06"),
        ("zh", "韩国7日表示,朝鲜今年5月向俄罗斯运送炮弹。", "2025-05-01/2025-05-31"),
        ("ja", "北朝鮮は6日、弾道ミサイルを発射した。", "2025-08-06/2025-08-06"),
        ("fr", "La Corée du Nord a tiré mercredi deux missiles balistiques.", "2025-08-06/2025-08-06"),
    ],
)
def test_an_event_takes_the_date_of_its_clause(language, text, days):
    """Not the date on which somebody said so."""
    event = _event(text, language)
    assert (f"{event.start}/{event.end}", event.basis) == (days, "text")


def test_a_day_that_has_begun_in_seoul_is_today():
    """An evening report in UTC that says "on Thursday" means the day that it is in Korea, not that of last week."""
    evening = datetime(2025, 8, 6, 19, 50, tzinfo=UTC)  # a Wednesday
    text = "North Korea fired two ballistic missiles on Thursday, Seoul said."
    found = read(Document("own", "own", "", text, "en", evening), LEXICON)
    assert found.claims[0].event.start == PUBLISHED.date()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "North Korea has shipped artillery shells to Russia, Seoul said on Monday."),
        ("en", "SEOUL, Aug. 5 (Agency) -- North Korea has shipped artillery shells to Russia."),
        ("ko", "북한이 러시아에 포탄을 보냈다고 국정원이 6일 밝혔다."),
    ],
)
def test_the_date_of_the_report_dates_no_event(language, text):
    """Then the day of publication stands, and says that it does."""
    event = _event(text, language)
    assert (event.start, event.basis) == (PUBLISHED.date(), "published")


def test_the_headline_takes_the_date_from_the_text_below():
    """A headline gives none; the sentence that tells it again does."""
    event = _event("North Korea shipped coal to China in June 2024.", title="North Korea ships coal to China")
    assert (event.start.isoformat(), event.precision) == ("2024-06-01", "month")
