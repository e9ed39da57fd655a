"""Four DAGs in one process, as ``make run`` runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def played(server_url, tmp_path_factory):
    """What a user sees of it, and where Airflow's own words went."""
    home = tmp_path_factory.mktemp("home")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AIRFLOW")}
    done = subprocess.run(
        [sys.executable, HERE / "rehearse.py", home, server_url],
        env={**kept, "PYTHONPATH": str(HERE.parent)},
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done, home / "airflow"


def _printed(done):
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]


def test_the_screen_holds_one_line_a_task(played):
    """Which DAG, which task or source, how it ended: nothing of Airflow's, no warning."""
    done, home = played
    lines = done.stdout.splitlines()
    assert lines[:3] == [
        "un_list · capture_list · OK · 1 asked",
        "un_list · guard_list · 1 applied",
        "un_list · rescreen · nothing new",
    ]
    assert lines[3] == "capture · due · harbour_wire, north_desk, silent_post"
    assert sorted(lines[4:7]) == [
        "capture · harbour_wire · OK · 4 new",
        "capture · north_desk · OK · 4 new",
        "capture · silent_post · FETCH_ERROR",
    ]
    assert f"failed: edition 2026-02-02/1 not published: daily_alerts.quote: 2 empty (see {home}" in done.stdout
    assert done.stderr == ""


def test_a_failed_dag_says_why_and_the_next_ones_run(played):
    """The gate's failure is in the result; so is what the tasks returned."""
    results = _printed(played[0])[0]
    names = [name for name, _, _ in results]
    failures = {name: failure for name, _, failure in results if failure}
    assert names == ["un_list", "capture", "read_and_match", "publish", "capture", "capture"]
    assert failures == {"publish": "edition 2026-02-02/1 not published: daily_alerts.quote: 2 empty"}
    assert results[2][1]["match"] == [{"readings": 12, "claims": 3, "findings": 4}]


def test_a_conf_does_not_leak_into_the_next_run(played):
    """The run after one with a newsroom has none; the run after a rehearsal is live."""
    dues = _printed(played[0])[1]
    assert [due[1:3] for due in dues] == [
        ["rehearsal", "2026-03-04 06:00:00+00:00"],
        ["live", "None"],
        ["live", "None"],
    ]
    assert played[0].stdout.count("capture · due · nothing new") == 1


def test_a_wrong_setting_ends_the_run(played):
    """Misconfigured reaches the caller, and no later DAG starts."""
    assert played[0].stdout.splitlines()[-1] == "Misconfigured: sources/wrong_file/source.yml:3: url: missing"


def test_an_interruption_ends_the_run(played):
    """Ctrl-C in a task reaches the caller; no later task or DAG starts."""
    lines = played[0].stdout.splitlines()
    assert lines[lines.index("interrupted") - 1] == "capture · due · ctrl_c"


def test_airflow_writes_to_its_log(played):
    """The log that the failure names is there and holds Airflow's words."""
    text = (played[1] / "logs" / "run.log").read_text(encoding="utf-8")
    assert "Task failed with exception" in text
    assert "GateFailed" in text
