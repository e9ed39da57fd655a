"""``watch1718 screen``: names from the line or a file, bands and reasons, a list from a file or the database."""

import json

import pytest
import typer
from invented_list import parties, xml
from typer.testing import CliRunner

from watch1718 import bootstrap
from watch1718.cli.screen import screen
from watch1718.errors import Misconfigured


@pytest.fixture
def copy(tmp_path):
    """A copy of an invented list."""
    path = tmp_path / "list.xml"
    path.write_bytes(xml(*parties(10, 10)))
    return path


def _run(*given):
    app = typer.Typer()
    app.command()(screen)
    answer = CliRunner().invoke(app, [str(word) for word in given], catch_exceptions=False)
    assert answer.exit_code == 0
    return answer.output


def test_names_on_the_line(copy):
    """A listed name is shown with band, reference and reason; an unlisted one is said to be none."""
    said = _run("Invented Firm KPe 1", "Rose Gardener", "--list", copy)
    assert "same  KPe.901" in said
    assert "UN list name" in said
    assert "Rose Gardener  no listed party" in said


def test_names_in_a_file(copy, tmp_path):
    """A file gives one name a line, and rows come as JSON where asked."""
    file = tmp_path / "customers.txt"
    file.write_text("Rose Gardener\n\nInvented Firm KPe 1\n", encoding="utf-8")
    rows = [json.loads(line) for line in _run(file, "--list", copy, "--json").splitlines()]
    assert rows[0]["query"] == "Invented Firm KPe 1"
    assert (rows[0]["reference"], rows[0]["band"]) == ("KPe.901", "same")


def test_a_file_that_is_no_text(copy, tmp_path):
    """Bytes that are no text are refused by name."""
    file = tmp_path / "customers.bin"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Misconfigured, match=r"customers\.bin"):
        _run(file, "--list", copy)


def test_without_a_list(engine, monkeypatch):
    """Where no list is in force and none is given, the way out is said."""
    monkeypatch.setattr(bootstrap, "ready", lambda _origin: engine)
    with pytest.raises(Misconfigured, match="give one with --list"):
        _run("Rose Gardener")
