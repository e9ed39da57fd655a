"""`watch1718 measures`, as a person types it."""

from __future__ import annotations

import pytest
import time_machine
from typer.testing import CliRunner

from watch1718 import bootstrap
from watch1718.adapters import cap_usage
from watch1718.cli.measures import app

RUNNER = CliRunner()


def run(*words):
    """Run a command and give its exit code and output."""
    result = RUNNER.invoke(app, list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


@pytest.mark.parametrize("name", ["2371-8", "S/RES/2371-8", "2371 ¶8", "2371 8"])
def test_show_in_every_way_of_writing(name):
    """An id may be typed as people write it."""
    code, said = run("show", name)
    assert code == 0
    assert "2371 ¶8" in said
    assert "nobody buys them" in said
    assert "still in force" in said


def test_show_a_whole_paragraph_shows_its_parts():
    """Paragraph 6 of 2397 is six entries, paragraph 8 of 1718 eight."""
    assert run("show", "2397-6")[1].count("S/RES/2397-6-") == 6
    assert run("show", "1718 ¶8")[1].count("(S/RES/1718-8") == 8


def test_show_says_what_is_not_sure():
    """An event was not held against a text, and the sheet says so."""
    assert "not held against the text" in run("show", "MECH-VETO-2024-03-28")[1]
    assert "from elsewhere" in run("show", "2270-23")[1].lower()


def test_show_an_unknown_id_names_near_ones():
    """A slip of the finger gets a hint and exit code 1."""
    code, said = run("show", "2397-55")
    assert code == 1
    assert "Near: " in said
    assert "2397-5" in said


def test_at_a_day():
    """The coal law of August 2017 changes overnight."""
    assert "2321 ¶26" in run("at", "2017-08-04", "--category", "coal")[1]
    said = run("at", "2017-08-05", "--category", "coal")[1]
    assert "2371 ¶8" in said
    assert "2321 ¶26" not in said


def test_at_prints_ceilings_and_fits_a_hundred_columns():
    """The ceiling stands beside the duty."""
    _, said = run("at", "2026-01-01")
    assert "500,000 barrels per" in said
    assert max(len(line) for line in said.splitlines()) <= 100


def test_at_hides_the_regime_unless_asked():
    """Exemptions and reporting come with --regime."""
    assert "2397 ¶25" not in run("at", "2026-01-01")[1]
    assert "2397 ¶25" in run("at", "2026-01-01", "--regime")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("at", "2005-01-01", "--category", "coal"), "No paragraph on coal was in force on 2005-01-01."),
        (("at", "2020-01-01", "--category", "cole"), "Near: coal"),
        (("timeline", "zzz"), "Known: arms_and_related_materiel"),
    ],
)
def test_what_is_not_there(words, said):
    """One line and exit code 1, never a traceback."""
    code, output = run(*words)
    assert code == 1
    assert said in output.replace("\n", " ")


def test_a_date_that_is_none():
    """A wrong date is a usage error."""
    assert run("at", "yesterday")[0] == 2


@time_machine.travel("2026-11-24 12:00", tick=False)
def test_timeline_as_text_and_as_a_picture(tmp_path):
    """Bars in the terminal, or an SVG file."""
    _, said = run("timeline", "coal")
    assert "Coal: law from 2016-03-02 to 2026-11-24" in said
    assert "2017-08-05 → now" in said
    path = tmp_path / "coal.svg"
    assert run("timeline", "coal", "--svg", str(path))[0] == 0
    assert path.read_text("utf-8").startswith("<svg ")


def test_check_finds_nothing():
    """The package's law is whole."""
    code, said = run("check")
    assert code == 0
    assert "306 entries" in said
    assert "no gap and no overlap" in said


def test_verify_an_empty_or_broken_folder(tmp_path):
    """Nothing to hold against is not a pass; a torn file is named."""
    code, said = run("verify", str(tmp_path))
    assert code == 1
    assert "No English resolution" in said.replace("\n", " ")
    (tmp_path / "torn.xml").write_text("<akomaNtoso", "utf-8")
    code, said = run("verify", str(tmp_path))
    assert code == 1
    assert "torn.xml" in said


@pytest.mark.shared
def test_verify_the_un_s_folder(shared):
    """All entries agree with the texts."""
    code, said = run("verify", str(shared / "data" / "law" / "un_resolutions"))
    assert code == 0
    assert "298 entries held against 450 operative paragraphs of 29 resolutions: no disagreements" in said


@pytest.mark.shared
def test_verify_a_changed_folder(shared, tmp_path):
    """One changed word in a text is a disagreement and exit code 1."""
    for path in (shared / "data" / "law" / "un_resolutions").glob("S_RES_*.eng.xml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    spoiled = tmp_path / "S_RES_2397.eng.xml"
    spoiled.chmod(0o644)
    spoiled.write_bytes(spoiled.read_bytes().replace(b"500,000 barrels", b"600,000 barrels"))
    code, said = run("verify", str(tmp_path))
    assert code == 1
    assert "2397 ¶5: cap: 500,000 does not stand in the paragraph" in said
    assert "2397 ¶5: hash: the text has changed" in said


def test_cite_a_text_or_a_file(tmp_path):
    """What a text cites is found, resolved, and named where no entry knows it."""
    code, said = run("cite", "in breach of OP9 of 1874 and paragraph 10 of resolution 2231 (2015)")
    assert code == 0
    assert "1874 ¶9" in said
    assert "not in the catalogue" in said
    path = tmp_path / "letter.txt"
    path.write_text("le paragraphe 5 de la résolution 2397 (2017)", "utf-8")
    assert "2397 ¶5" in run("cite", str(path), "--language", "fr")[1]


def test_cite_a_text_without_citations():
    """Nothing found is said, with exit code 1."""
    code, said = run("cite", "coal was sold")
    assert code == 1
    assert "cites no paragraph" in said


@pytest.mark.parametrize("command", ["show", "at", "timeline", "check", "verify", "cite", "caps"])
def test_help_has_an_example(command):
    """Each command shows how it is typed."""
    assert f"Example: watch1718 measures {command}" in run(command, "--help")[1]


ROW = {
    "edition": "2026-03-03/1",
    "paragraph": "2397 ¶5",
    "category": "refined_petroleum",
    "period_from": "2026-01-01",
    "period_to": "2026-12-31",
    "unit": "barrels",
    "reported": 125_000.0,
    "ceiling": 500_000.0,
    "share": 0.25,
    "alerts": 2,
    "over_end": 1,
    "publishers": 3,
}


def test_caps(monkeypatch):
    """Each ceiling is shown with its share; a unit without a ceiling says so instead."""
    tons = ROW | {"unit": "tons", "reported": 700.0, "ceiling": None, "share": None, "over_end": 0}
    monkeypatch.setattr(bootstrap, "ready", lambda _: None)
    monkeypatch.setattr(cap_usage, "newest", lambda _: [ROW, tons])
    code, said = run("caps")
    assert code == 0
    for words in ("2026-03-03/1", "125,000", "25.0%", "(1 past", "700 tons", "none"):
        assert words in said


def test_caps_before_an_edition(monkeypatch):
    """Without an edition there is nothing to show, and the way on is named."""
    monkeypatch.setattr(bootstrap, "ready", lambda _: None)
    monkeypatch.setattr(cap_usage, "newest", lambda _: [])
    code, said = run("caps")
    assert code == 1
    assert "watch1718 run" in said
