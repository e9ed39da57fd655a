"""What fuzzing once found is read again: nothing crashes a reader, and nothing takes long."""

from time import monotonic

import pytest
from faults.fuzz import CORPUS, SLOW, TARGETS, fuzz, outcome


@pytest.mark.parametrize("reader", TARGETS)
def test_the_corpus_is_read_or_refused(reader, tmp_path):
    """Every kept input ends in a document or a reason, in time."""
    for path in sorted(CORPUS.iterdir()):
        began = monotonic()
        assert outcome(reader, path.read_bytes(), tmp_path).startswith(reader), path.name
        assert monotonic() - began < SLOW, path.name


def test_fuzzing_keeps_what_it_finds(tmp_path):
    """A second of fuzzing tries every reader and keeps inputs of new outcomes."""
    assert fuzz(1 / 60, seed=1, corpus=tmp_path / "corpus") == []
    assert list((tmp_path / "corpus").iterdir())
