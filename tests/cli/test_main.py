"""What a person at the terminal sees, above all when something is wrong."""

import json
import sys
from pathlib import Path

import pytest

from watch1718 import bootstrap
from watch1718.cli import fault, main

STORY = "North Korea shipped 152 mm artillery shells to Russia by rail on Monday, the defence ministry in Seoul said."


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, tmp_path: Path):
    """Type a command; gives exit code, what was printed and what was complained of."""
    monkeypatch.setenv("WATCH1718_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")
    for kept in (bootstrap.settings, bootstrap.engine_of):
        kept.cache_clear()

    def type_in(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["watch1718", *words])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return int(end.value.code or 0), said.out, said.err

    yield type_in
    for kept in (bootstrap.settings, bootstrap.engine_of):
        kept.cache_clear()


def test_reading_a_text(type_in, tmp_path: Path):
    """A claim is shown with parties, quote, paragraph and reason."""
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    code, said, _ = type_in("read", str(tmp_path / "story.txt"))
    assert code == 0
    assert "KP → RU" in said
    assert "1718 ¶8(b)" in said or "1874 ¶9" in said
    assert "artillery shells" in said


def test_reading_as_json_keeps_the_order_of_the_rows(type_in, tmp_path: Path):
    """One row a document, with the labels' keys and spans beside the quotes."""
    rows = [
        {"id": f"d{n}", "title": "", "text": text, "published": "2024-01-02"}
        for n, text in enumerate([STORY, "A recipe for soup.", STORY])
    ]
    (tmp_path / "rows.txt").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    code, said, _ = type_in("read", "--json", "--documents", str(tmp_path / "rows.txt"))
    made = [json.loads(line) for line in said.splitlines()]
    assert (code, [row["id"] for row in made]) == (0, ["d0", "d1", "d2"])
    assert [row["verdict"] for row in made] == ["alert", "irrelevant", "alert"]
    claim = made[0]["claims"][0]
    whole = f"\n{STORY}"
    assert whole[slice(*claim["span"])] == claim["quote"]
    assert {
        "category",
        "supplier",
        "recipient",
        "stage",
        "stance",
        "attributed_to",
        "quote",
        "paragraphs",
    } <= claim.keys()


@pytest.mark.parametrize(
    ("name", "body", "complaint"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("cut.jsonl", b'{"id": "a", "title": "x", "text": "One."}\n{"id": "b", "title": "x", "te', "cut.jsonl"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(type_in, tmp_path: Path, name: str, body: bytes, complaint: str):
    """Empty, binary and cut files end with exit 1 and a line that says which file and why."""
    (tmp_path / name).write_bytes(body)
    code, _, complained = type_in("read", str(tmp_path / name))
    assert code == 1
    assert complaint in complained
    assert name in complained
    assert len(complained.strip().splitlines()) == 1


def test_a_missing_file_is_said(type_in, tmp_path: Path):
    """A path that is not there is named."""
    code, _, complained = type_in("read", str(tmp_path / "nowhere.txt"))
    assert code in (1, 2)
    assert "nowhere.txt" in complained


@pytest.mark.parametrize("text", ["Ein Text ohne Datum in einer anderen Sprache.", "ƀƁƂ ƃƄƅ ƆƇƈ ƉƊ"])
def test_a_text_of_no_known_language_is_no_claim(type_in, tmp_path: Path, text: str):
    """Without a date and in an unknown language a text is read and says nothing."""
    (tmp_path / "other.txt").write_text(text, encoding="utf-8")
    code, said, _ = type_in("read", "--json", str(tmp_path / "other.txt"))
    assert (code, json.loads(said)["claims"]) == (0, [])


def test_an_unreachable_database_says_how_to_start_one(type_in, monkeypatch: pytest.MonkeyPatch):
    """No server, no traceback: the address and the command that helps."""
    monkeypatch.setenv("WATCH1718_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    code, _, complained = type_in("status")
    assert code == 2
    assert "127.0.0.1" in complained
    assert "watch1718 db up" in complained


def test_a_wrong_address_is_said(type_in, monkeypatch: pytest.MonkeyPatch):
    """An address for another driver is refused with the form that is wanted."""
    monkeypatch.setenv("WATCH1718_DATABASE_URL", "postgresql://nobody@127.0.0.1/none")
    code, _, complained = type_in("alerts", "list")
    assert code == 2
    assert "postgresql+psycopg://" in complained


def test_a_misspelt_command_is_misuse(type_in):
    """Exit 2, and the usage."""
    assert type_in("raed", "x.txt")[0] == 2
    assert type_in("run", "stray.txt")[0] == 2
    assert type_in("run", "--day", "tomorrow")[0] == 2


def test_scoring_readings_against_labels(type_in, tmp_path: Path):
    """Figures with counts and intervals; a missing row counts as silence."""
    rows = [{"id": "d0", "title": "", "text": STORY}, {"id": "d1", "title": "", "text": STORY}]
    claim = {
        "category": "arms_and_related_materiel",
        "supplier": "KP",
        "recipient": "RU",
        "stage": "delivered",
        "stance": "asserted",
        "quote": STORY,
        "paragraphs": ["S/RES/1718-8b"],
    }
    labels = [{"id": f"d{n}", "language": "en", "verdict": "alert", "claims": [claim], "listed": []} for n in range(3)]
    for name, given in (("rows", rows), ("labels", labels)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, given)), encoding="utf-8")
    code, said, _ = type_in("evaluate", str(tmp_path / "rows.jsonl"), str(tmp_path / "labels.jsonl"), "--json")
    card = json.loads(said)
    assert code == 0
    assert card["documents"] == 3
    assert (card["figures"]["alert_recall"]["hits"], card["figures"]["alert_recall"]["total"]) == (2, 3)


def test_the_sources_are_listed(type_in):
    """Each declared source with its grade, and whether it is on."""
    code, said, _ = type_in("sources", "list")
    assert code == 0
    assert "never" in said
    assert sum(" on " in line for line in said.splitlines()) >= 6


def test_the_dashboards_address_carries_no_other_password(type_in, monkeypatch: pytest.MonkeyPatch):
    """Who asks for the dashboard's address never sees the owner's password."""
    monkeypatch.setattr(
        bootstrap.server, "address", lambda *_, **__: "postgresql+psycopg://owner:secret@db:5432/watch1718"
    )
    assert bootstrap.database_address(rehearsal=False, role="dashboard") == "postgresql://dashboard@db:5432/watch1718"
    assert "secret" in bootstrap.database_address(rehearsal=False, role="owner")


def test_a_bad_file_among_good_ones_is_named_and_the_rest_is_read(type_in, tmp_path: Path):
    """What comes after a file that cannot be read is still read; exit 1 says that something was left out."""
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    code, said, complained = type_in("read", "--json", str(tmp_path))
    assert code == 1
    assert json.loads(said)["verdict"] == "alert"
    assert "a.txt" in complained


def test_a_fault_of_ours_is_one_line_and_a_file(type_in, capsys: pytest.CaptureFixture, tmp_path: Path):
    """What nobody foresaw shows no traceback either; where it happened is kept."""
    with pytest.raises(ZeroDivisionError) as unforeseen:
        1 // 0  # noqa: B018
    fault(unforeseen.type, unforeseen.value, unforeseen.tb)
    said = capsys.readouterr().err
    assert said.startswith("fault    ZeroDivisionError")
    assert len(said.splitlines()) == 1
    assert "Traceback" in (tmp_path / "home" / "fault.log").read_text(encoding="utf-8")
