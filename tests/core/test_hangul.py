"""Korean names in other scripts: each system spells as its agencies do."""

import pytest

from watch1718.core.hangul import spellings


def _by(system, name):
    return {text for text, made in spellings(name) if made == system}


@pytest.mark.parametrize(
    ("name", "system", "text"),
    [
        ("맹학봉", "Revised Romanization", "maeng hak bong"),
        ("맹학봉", "McCune-Reischauer", "maeng hak pong"),
        ("리철수", "Revised Romanization", "ri cheol su"),
        ("리철수", "McCune-Reischauer", "yi chol su"),
        ("이철수", "custom", "lee chul soo"),
        ("최병철", "custom", "choi byung chul"),
        ("맹학봉", "Kontsevich", "мэн хак пон"),
        ("맹학봉", "Kontsevich", "мэн хак бон"),
        ("리철수", "Kontsevich", "ли чхоль су"),
        ("리철수", "Kontsevich", "ли чхольсу"),
    ],
)
def test_a_system(name, system, text):
    """A name is spelled by Revised Romanization, McCune-Reischauer, by custom, and in Russian after Kontsevich."""
    assert text in _by(system, name)


@pytest.mark.parametrize("name", ["", "김", "Kim", "청솔항무역회사", "맹 학봉"])
def test_what_is_no_name(name):
    """Only two to four syllables of Hangul are a person's name."""
    assert list(spellings(name)) == []
