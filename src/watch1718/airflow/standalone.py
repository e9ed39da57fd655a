"""The whole Airflow on this machine: four components of one home, each with its own log, started and ended together.

A component is a process group of its own; which ones run is kept in a file, so that another command can end them.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import psutil  # type: ignore[import-untyped]  # its types are no dependency of ours

from watch1718 import bootstrap
from watch1718.airflow.home import Home, open_home, write_secret
from watch1718.errors import Halt, Misconfigured
from watch1718.settings import Settings

API = "api-server"
COMPONENTS = {
    API: [],
    "scheduler": ["--skip-serve-logs"],  # the logs are on the same disk: no open ports beside the pages
    "dag-processor": [],
    "triggerer": ["--skip-serve-logs"],
}
HEALTHY = ("metadatabase", "scheduler", "dag_processor", "triggerer")
START_SECONDS, ANSWER_SECONDS, STOP_SECONDS, LOOK_SECONDS = 300.0, 60.0, 20.0, 0.2
LOCAL = {
    "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
    "AIRFLOW__CORE__PARALLELISM": "4",
    "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
    "AIRFLOW__CORE__AUTH_MANAGER": "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager",
    "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "False",
    "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin,reader:viewer",
    "AIRFLOW__API__HOST": "127.0.0.1",
}


def start(settings: Settings) -> str:
    """Start what does not run yet, wait until it is healthy; say where it is and who may enter."""
    home = open_home(settings.home, bootstrap.server_address(), "airflow")
    if not _alive(home):
        _require_free(settings.airflow_port)
        _launch(settings, home)
    _wait(home, lambda: _is_healthy(settings))
    logins = json.loads(_logins(home).read_text(encoding="utf-8"))
    people = "   ".join(f"{name} / {password}" for name, password in logins.items())
    return f"Airflow   {_address(settings)}\nlogin     {people}\nlogs      {home.logs}"


def stop(settings: Settings) -> str:
    """End every process of it: asked first, then made to."""
    home = Home(settings.home / "airflow", "")
    family = [process for component in _alive(home) for process in _family(component)]
    if not family:
        return "Airflow was not running"
    for component in _alive(home):
        component.terminate()
    for process in _left_after(family, STOP_SECONDS):
        process.kill()
    if left := _left_after(family, STOP_SECONDS):
        raise Halt(f"Airflow: processes {', '.join(str(process.pid) for process in left)} do not end")
    _register(home).unlink(missing_ok=True)
    return f"Airflow stopped ({len(family)} processes)"


def _environment(settings: Settings, home: Home) -> Mapping[str, str]:
    logins = _logins(home)
    if not logins.exists():
        write_secret(logins, json.dumps({name: secrets.token_urlsafe(12) for name in ("admin", "reader")}))
    return {
        **os.environ,
        **home.environment(),
        **LOCAL,
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(logins),
        "AIRFLOW__API__PORT": str(settings.airflow_port),
        "AIRFLOW__API__BASE_URL": _address(settings),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{_address(settings)}/execution/",
        "WATCH1718_HOME": str(settings.home),
    }


def _create_tables(home: Home, environment: Mapping[str, str]) -> None:
    log = home.logs / "tables.log"
    with log.open("a", encoding="utf-8") as file:
        command = [sys.executable, "-m", "watch1718.airflow.tables"]
        done = subprocess.run(command, env=environment, stdout=file, stderr=file, check=False)  # noqa: S603
    if done.returncode:
        raise Halt(f"Airflow's tables could not be made: see {log}")
    home.mark_ready()


def _launch(settings: Settings, home: Home) -> None:
    """Start the API server first and let it answer a worker's question once: a task that asks a cold one fails."""
    environment = _environment(settings, home)
    if not home.is_ready():
        _create_tables(home, environment)
    started: dict[str, list[float]] = {}
    for name, options in COMPONENTS.items():
        with (home.logs / f"{name}.log").open("a", encoding="utf-8") as file:
            child = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "airflow", name, *options],
                env=environment,
                cwd=home.folder,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        started[name] = [child.pid, psutil.Process(child.pid).create_time()]
        write_secret(_register(home), json.dumps(started))
        if name == API:
            _wait(home, lambda: _asked(settings, "/execution/health") is not None)


def _wait(home: Home, done: Callable[[], bool]) -> None:
    pause, last = threading.Event(), time.monotonic() + START_SECONDS
    while not done():
        if len(_alive(home)) < len(_registered(home)):
            raise Halt(f"Airflow did not start, a component ended: see {home.logs}; then end the others: make stop")
        if time.monotonic() > last:
            raise Halt(f"Airflow is not healthy after {START_SECONDS:.0f} s: see {home.logs}; end it: make stop")
        pause.wait(LOOK_SECONDS)


def _is_healthy(settings: Settings) -> bool:
    health = _asked(settings, "/api/v2/monitor/health")
    return health is not None and all(health[part]["status"] == "healthy" for part in HEALTHY)


def _asked(settings: Settings, path: str) -> Any:
    """What the API server answers; None while it does not."""
    try:
        with urlopen(_address(settings) + path, timeout=ANSWER_SECONDS) as answer:  # noqa: S310 (our own address)
            return json.load(answer)
    except (URLError, HTTPException, OSError, ValueError):
        return None


def _registered(home: Home) -> dict[str, list[float]]:
    path = _register(home)
    known: dict[str, list[float]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return known


def _alive(home: Home) -> list[psutil.Process]:
    """The components that still run; a number that another process has since taken is not one of them."""
    alive = []
    for number, created in _registered(home).values():
        try:
            process = psutil.Process(int(number))
            if process.create_time() == created and _runs(process):
                alive.append(process)
        except psutil.NoSuchProcess:
            continue
    return alive


def _runs(process: psutil.Process) -> bool:
    """Say whether it does anything; one that ended may be listed until its parent asks."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _left_after(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Wait for processes to end; those that did not in time."""
    pause, last = threading.Event(), time.monotonic() + seconds
    while (left := [process for process in processes if _runs(process)]) and time.monotonic() < last:
        pause.wait(LOOK_SECONDS)
    return left


def _family(component: psutil.Process) -> list[psutil.Process]:
    try:
        return [*component.children(recursive=True), component]
    except psutil.NoSuchProcess:
        return []


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Misconfigured(f"port {port} of 127.0.0.1 is taken: set WATCH1718_AIRFLOW_PORT") from error


def _address(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.airflow_port}"


def _register(home: Home) -> Path:
    return home.folder / "components.json"


def _logins(home: Home) -> Path:
    return home.folder / "logins.json"
