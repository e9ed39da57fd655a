"""Faults that only show on the whole way from a document to the ledger."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from worlds import prepared, rehearsal

from watch1718 import steps
from watch1718.adapters.un_list import parse_list
from watch1718.core.document import Document
from watch1718.errors import Quarantine
from watch1718.newsroom import DAYS, NAME, Newsroom

TOLD = "North Korea shipped 152 mm artillery shells to Russia by rail on Monday, the ministry said."
PRESENT = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def world(engine, tmp_path) -> Iterator:
    """A simulated morning."""
    with Newsroom(DAYS[0], base_url=NAME) as room:
        yield rehearsal(prepared(engine), tmp_path, room, DAYS[0].now)


def test_one_story_at_thirty_addresses_is_one_voice(world, engine):
    """D29: thirty addresses keep thirty documents, and make one alert with one publisher."""
    steps.take(world, [Document(f"copy-{n}", "own:desk", "Shells", TOLD, "en", PRESENT) for n in range(30)])
    for step in (steps.read, steps.match, steps.fold):
        step(world)
    with engine.connect() as connection:
        assert connection.scalar(text("select count(*) from ledger.document")) == 30
        assert connection.execute(text("select documents, publishers from ledger.alert")).all() == [(30, 1)]


def test_an_entity_that_names_a_file_reads_no_file(tmp_path):
    """D3: a list that asks for a file of this machine is refused, and what stands in the file is said nowhere."""
    secret = tmp_path / "secret"
    secret.write_text("canary-1718")
    body = f'<!DOCTYPE l [<!ENTITY x SYSTEM "{secret.as_uri()}">]><CONSOLIDATED_LIST>&x;</CONSOLIDATED_LIST>'
    with pytest.raises(Quarantine) as caught:
        parse_list(body.encode())
    assert "canary-1718" not in str(caught.value)
