"""The main job as a user types it: the live part without a network, and the user's own documents."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import invented_list
import pytest

from watch1718 import bootstrap, office
from watch1718.adapters import server
from watch1718.airflow import runner
from watch1718.cli import main, run
from watch1718.core.source import SourceKind

STORY = "North Korea shipped 152 mm artillery shells to Russia by rail on Monday, the defence ministry in Seoul said."


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, tmp_path: Path, blank_url: str):
    """Type a command against an empty database of this test's own; gives exit code and what was said."""
    monkeypatch.setenv("WATCH1718_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WATCH1718_DATABASE_URL", blank_url)
    monkeypatch.setenv("COLUMNS", "100")
    for kept in (bootstrap.settings, bootstrap.engine_of):
        kept.cache_clear()

    def type_in(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["watch1718", *words])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return int(end.value.code or 0), said.out + said.err

    yield type_in
    if bootstrap.engine_of.cache_info().currsize:
        bootstrap.engine_of("live").dispose()
    for kept in (bootstrap.settings, bootstrap.engine_of):
        kept.cache_clear()


def test_own_documents_end_in_a_table(type_in, tmp_path: Path):
    """Rows that a user has become an edition; a second time nothing is added."""
    rows = [
        {
            "id": "a",
            "source": "desk",
            "title": "Shells",
            "text": STORY,
            "published": "2026-03-01",
            "url": "https://desk.example/a",
        }
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    code, said = type_in("run", "--from", str(tmp_path / "rows.jsonl"))
    assert code == 0
    assert "LIVE" in said
    assert "KP → RU" in said
    assert "artillery shells" in said
    code, again = type_in("run", "--from", str(tmp_path / "rows.jsonl"))
    assert code == 0
    assert "0 documents" in again or "nothing new" in again


def test_what_cannot_be_read_is_named_and_the_rest_is_read(type_in, tmp_path: Path):
    """One bad file among good ones costs nothing but a line and the exit code."""
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)) * 40)
    code, said = type_in("run", "--from", str(tmp_path))
    assert code == 1
    assert "bad.txt" in said
    assert "KP → RU" in said


def test_a_wrong_world_is_refused(type_in, tmp_path: Path):
    """The rehearsal's ledger is not looked for in a live database."""
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    type_in("run", "--from", str(tmp_path))
    url = bootstrap.settings().database_url
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "address", lambda *_, **__: url)
        code, said = type_in("alerts", "list", "--rehearsal")
    bootstrap.engine_of("rehearsal").dispose()
    assert code == 2
    assert "stamped 'live'" in said


def test_status_is_red_before_anything_was_read(type_in, tmp_path: Path):
    """No list and no edition: exit 1, and what to type."""
    bootstrap.prepare("live")
    code, said = type_in("status")
    assert code == 1
    assert "no UN list was ever accepted" in said
    assert "watch1718 run" in said


def test_an_alert_is_shown_and_decided_on(type_in, tmp_path: Path):
    """From the list to one alert to a decision with its reason; without a reason none is taken."""
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    type_in("run", "--from", str(tmp_path))
    _, listed = type_in("alerts", "list")
    alert = next(word for word in listed.split() if word.startswith("A-"))
    code, said = type_in("alerts", "show", alert)
    assert code == 0
    assert "opened" in said
    assert STORY[:40] in said
    code, said = type_in("alerts", "dispose", alert, "--as", "monitoring", "--reason", "one source so far")
    assert (code, "one source so far" in said) == (0, True)
    assert type_in("alerts", "dispose", alert, "--as", "monitoring", "--reason", " ")[0] == 2
    assert type_in("alerts", "show", "A-0000000000")[0] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "good.txt", "--rehearsal"), "live database alone"),
        (("--from", "good.txt", "--day", "2026-03-04"), "live database alone"),
        (("--rehearsal", "--source", "tass"), "for the live sources"),
        (("--live", "--skim"), "goes with --from"),
        (("--live", "--source", "nope"), "no such source"),
        (("--day", "2026-13-45"), "YYYY-MM-DD"),
        (("--day", "20260304"), "YYYY-MM-DD"),
    ],
)
def test_what_does_not_go_together_is_refused_before_anything_begins(type_in, words: tuple[str, ...], said: str):
    """Nothing is rehearsed and nothing asked where the command itself is wrong."""
    code, heard = type_in("run", *words)
    assert code == 2
    assert said in " ".join(heard.replace("│", " ").split())
    assert "REHEARSAL" not in heard


def test_a_pipe_gets_whole_ids_and_addresses(type_in, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """At 80 columns, too, what a person must type or open is never cut or broken."""
    monkeypatch.setenv("COLUMNS", "80")
    address = f"https://desk.example/{'a' * 120}"
    row = {"id": "a", "source": "desk", "title": "Shells", "text": STORY, "published": "2026-03-01", "url": address}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row), encoding="utf-8")
    type_in("run", "--from", str(tmp_path / "rows.jsonl"))
    alert = next(word for word in type_in("alerts", "list")[1].split() if word.startswith("A-"))
    assert len(alert) == 12
    assert address in type_in("alerts", "show", alert)[1]
    assert "yonhap_north_korea" in type_in("sources", "list")[1]


def test_a_watched_folder_is_read_without_a_network(type_in, monkeypatch: pytest.MonkeyPatch):
    """OFFLINE leaves out whoever must be asked; a folder that is on, or named, is captured like any other day."""
    played = []
    monkeypatch.setenv("OFFLINE", "1")
    folder = SimpleNamespace(id="inbox", kind=SourceKind.FOLDER, on=True)
    monkeypatch.setattr(bootstrap, "sources", lambda **_: (folder, SimpleNamespace(id="wire", kind="rss", on=True)))
    monkeypatch.setattr(bootstrap, "prepare", lambda _: None)
    monkeypatch.setattr(bootstrap, "server_address", lambda: "")
    monkeypatch.setattr(office, "print_edition", lambda *_, **__: None)
    monkeypatch.setattr(runner, "run", lambda dags, *_: played.extend(dags) or [])
    code, said = type_in("run", "--live", "--source", "inbox")
    assert (code, "watched folders alone (OFFLINE is set): inbox" in said) == (0, True)
    assert [name for name, _ in played] == ["un_list", "capture", "read_and_match", "publish"]
    assert "left out" in type_in("run", "--live", "--source", "wire")[1]


def test_all_sources_out_of_reach_is_no_network():
    """Only where not one source could be reached is there no network."""
    rows = [{"source": one, "outcome": "FETCH_ERROR", "reason": "resolve", "items": 0, "new": 0} for one in ("a", "b")]
    assert run._unreached(rows) == 2
    assert run._unreached([*rows, {**rows[0], "reason": "http_500"}]) == 0
    assert run._unreached([]) == 0


def test_a_list_that_the_user_has_finds_names_in_stories_read_before(type_in, tmp_path: Path):
    """Taking a list screens again what is stored; taking it twice changes nothing."""
    (tmp_path / "story.txt").write_text("Pebble Tide Trading of North Korea shipped coal to China.", encoding="utf-8")
    type_in("run", "--from", str(tmp_path / "story.txt"))
    firm = invented_list.party(1, "KPe", name="PEBBLE TIDE TRADING")
    (tmp_path / "list.xml").write_bytes(invented_list.xml(firm))
    code, said = type_in("lists", "take", str(tmp_path / "list.xml"))
    assert (code, "applied" in said, "1 names found" in said) == (0, True, True)
    assert "unchanged" in type_in("lists", "take", str(tmp_path / "list.xml"))[1]
    code, said = type_in("lists", "take", str(tmp_path / "story.txt"))
    assert code == 1
