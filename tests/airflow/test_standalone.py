"""Starting and stopping the whole Airflow: what can go wrong, shown with processes that stand in for it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import psutil
import pytest

from watch1718.airflow import standalone
from watch1718.airflow.home import Home
from watch1718.errors import Halt, Misconfigured
from watch1718.settings import Settings

PARENT = """
import signal, subprocess, sys
if {stubborn}:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import signal; print('up', flush=True); signal.pause()"])
signal.pause()
"""


@pytest.fixture
def place(tmp_path):
    """A home with nothing in it, and the settings that name it."""
    home = Home(tmp_path / "airflow", "")
    home.logs.mkdir(parents=True)
    return home, Settings(home=tmp_path)


@pytest.fixture
def component(place):
    """Start a process with a child, as a component of this home."""
    started = []

    def begin(*, stubborn=False, created=None):
        command = [sys.executable, "-c", PARENT.format(stubborn=stubborn)]
        parent = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
        assert parent.stdout.readline() == b"up\n"
        process = psutil.Process(parent.pid)
        family = [process, *process.children(recursive=True)]
        register = {"scheduler": [parent.pid, created or process.create_time()]}
        (place[0].folder / "components.json").write_text(json.dumps(register))
        started.append((parent, family))
        return family

    yield begin
    for parent, family in started:
        for process in family:
            if process.is_running():
                process.kill()
        parent.wait()
        parent.stdout.close()


def gone(process):
    """Whether a process has ended."""
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


@pytest.mark.parametrize("stubborn", [False, True])
def test_stopping_leaves_nothing_behind(place, component, stubborn, monkeypatch):
    """Parent and child end, also where the parent will not hear."""
    monkeypatch.setattr(standalone, "STOP_SECONDS", 1.0)
    family = component(stubborn=stubborn)
    assert standalone.stop(place[1]) == "Airflow stopped (2 processes)"
    assert all(map(gone, family))
    assert standalone.stop(place[1]) == "Airflow was not running"


def test_a_number_that_another_process_took_is_left_alone(place, component):
    """After a restart of the machine the kept numbers may be anybody's."""
    family = component(created=1.0)
    assert standalone.stop(place[1]) == "Airflow was not running"
    assert not any(map(gone, family))


def test_a_taken_port_is_named():
    """Before anything starts, and with the setting that helps."""
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(Misconfigured, match="WATCH1718_AIRFLOW_PORT"):
        standalone._require_free(taken.getsockname()[1])


@pytest.mark.parametrize(
    ("status", "body", "healthy"),
    [
        (200, {part: {"status": "healthy"} for part in standalone.HEALTHY}, True),
        (200, {part: {"status": "healthy"} for part in standalone.HEALTHY} | {"triggerer": {"status": None}}, False),
        (500, {}, False),
    ],
)
def test_healthy_means_all_four(status, body, healthy):
    """One component that does not beat is enough to wait on."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_):
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert standalone._is_healthy(Settings(airflow_port=server.server_port)) is healthy
        server.shutdown()


def test_nobody_there_is_not_healthy():
    """A closed port is not an error, only not yet."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert not standalone._is_healthy(Settings(airflow_port=port))


def test_a_component_that_ends_is_said_at_once(place):
    """Waiting stops, and the message says where the reason is and how to clean up."""
    (place[0].folder / "components.json").write_text(json.dumps({"scheduler": [999999999, 1.0]}))
    with pytest.raises(Halt, match=r"logs; then end the others: make stop"):
        standalone._wait(place[0], lambda: False)


def test_no_password_is_weak_or_shared(place):
    """Passwords are made on first use, kept private, and never everybody's."""
    home, settings = place
    environment = standalone._environment(settings, home)
    logins = json.loads((home.folder / "logins.json").read_text())
    assert set(logins) == {"admin", "reader"}
    assert all(len(password) >= 16 for password in logins.values())
    assert (home.folder / "logins.json").stat().st_mode & 0o077 == 0
    assert environment["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS"] == "False"
    assert environment["AIRFLOW__API__HOST"] == "127.0.0.1"
