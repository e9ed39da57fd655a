"""Finding copies across publishers."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta

import pytest
from adapters.copied import NOON, found, pairs
from benchmarks.invented import articles

from watch1718.adapters.copies import WITHIN, CopyFinder, Text


def figures(texts):
    """Precision and recall on labelled prints of these texts."""
    made, prints = pairs(texts)
    told = found(made)
    right = sum(prints.get(key) == origin for key, origin in told.items())
    return right / len(told), right / len(prints)


def test_edited_prints_of_invented_articles():
    """Of four kinds of edited prints nearly all are found, and nothing else is."""
    precision, recall = figures(articles(200))
    assert (precision, recall) >= (0.95, 0.95), (precision, recall)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["english_news_2020_confusable", "kcna_2024"])
def test_edited_prints_of_real_articles(shared, name):
    """On real news and on state media, full of set phrases, precision and recall are at least .95."""
    with gzip.open(shared / f"data/corpora/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(600), strict=False)]
    words = [str(row.get("text") or row.get("story_text") or "") for row in rows]
    texts = list(dict.fromkeys(one for one in words if len(one.split()) > 120))
    precision, recall = figures(texts)
    assert precision >= 0.95, precision
    assert recall >= 0.95, recall


def test_a_print_of_a_print_goes_back_to_the_first():
    """A chain of copies has one origin."""
    (words,) = articles(1)
    finder = CopyFinder()
    texts = [Text(name, name, NOON + timedelta(hours=n), words) for n, name in enumerate("abc")]
    assert [finder.trace(text).key for text in texts] == ["a", "a", "a"]


def test_the_same_publisher_is_never_its_own_copy():
    """What a publisher prints twice is one voice anyway."""
    (words,) = articles(1)
    finder = CopyFinder()
    assert [finder.trace(Text(key, "Harbour Wire", NOON, words)).key for key in "ab"] == ["a", "b"]


def test_old_texts_are_forgotten():
    """A text printed again after fourteen days stands for itself."""
    (words,) = articles(1)
    finder = CopyFinder()
    finder.trace(Text("a", "a", NOON, words))
    assert finder.trace(Text("b", "b", NOON + WITHIN + timedelta(hours=1), words)).key == "b"
