"""The image and the compose file: built from the lock, nobody is root, no secret is in them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
SERVICES = yaml.safe_load(COMPOSE)["services"]
AIRFLOW = [name for name in SERVICES if name != "postgres"]
SECRETS = {"POSTGRES_PASSWORD", "AIRFLOW_FERNET_KEY", "AIRFLOW_JWT_SECRET", "AIRFLOW_SESSION_KEY", "AIRFLOW_LOGINS"}


def test_the_image_comes_from_the_lock():
    """Nothing is resolved anew, and the uv is the Makefile's."""
    syncs = re.findall(r"uv sync (.*)", DOCKERFILE)
    assert syncs
    assert all("--frozen" in sync and "--no-dev" in sync for sync in syncs)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"UV_VERSION := (\S+)", makefile)[1] == re.search(r"uv==(\S+)", DOCKERFILE)[1]


def test_the_image_is_not_root():
    """The last user is a number, so that a cluster can check it."""
    assert re.findall(r"^USER (.*)$", DOCKERFILE, re.MULTILINE)[-1] == "50000"
    assert "HEALTHCHECK" in DOCKERFILE


def test_only_the_program_goes_to_the_builder():
    """Everything is left out but what is named."""
    lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    assert lines[0] == "*"
    named = {line[1:] for line in lines if line.startswith("!")}
    copied = set(re.findall(r"[\w./]+", " ".join(re.findall(r"^COPY (?!--)(.*)$", DOCKERFILE, re.MULTILINE))))
    assert named == {path.removeprefix("./") for path in copied} - {""}


def test_hadolint_is_content():
    """The linter of Dockerfiles has nothing to say."""
    tool = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which("hadolint")
    if tool is None:
        pytest.skip("hadolint is not installed: uv sync")
    done = subprocess.run([tool, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_no_secret_is_committed():
    """Every secret must be given, and stands in no file."""
    assert set(re.findall(r"\$\{(\w+):\?", COMPOSE)) == SECRETS
    given = [(key, value) for service in SERVICES.values() for key, value in service.get("environment", {}).items()]
    named = [value for key, value in given if re.search(r"PASSWORD$|SECRET|_KEY$|LOGINS$", key)]
    inside = [re.search(r"//\w+:(.*)@", value)[1] for _, value in given if value.startswith("postgresql")]
    assert named
    assert inside
    assert [value for value in named + inside if not re.fullmatch(r"\$\{\w+(:\?.*)?\}", value)] == []
    assert not re.search(r"PASSWORD|SECRET|_KEY", DOCKERFILE)


@pytest.mark.parametrize("path", ["Dockerfile", "compose.yaml", "src/watch1718/airflow", "dags", "plugins", "Makefile"])
def test_nobody_is_admin_without_a_password(path):
    """Airflow's switch that gives everybody an admin's token is never on."""
    files = [ROOT / path] if (ROOT / path).is_file() else (ROOT / path).glob("*.py")
    for file in files:
        found = re.findall(r"SIMPLE_AUTH_MANAGER_ALL_ADMINS\W+(\w+)", file.read_text(encoding="utf-8"), re.IGNORECASE)
        assert set(found) <= {"False"}, file


@pytest.mark.parametrize("name", AIRFLOW)
def test_a_component_may_do_little(name):
    """Read-only, no capabilities, no new privileges, one image for all."""
    service = SERVICES[name]
    assert service["image"] == "watch1718"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_ports_are_local():
    """Only the pages have a port, and only on this host: TLS is a proxy's work."""
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"api-server": ["127.0.0.1:8718:8080"]}


def test_all_components_share_their_keys():
    """One Fernet key, one JWT secret, one address of the API for all of them."""
    shared = [
        json.dumps({k: v for k, v in SERVICES[n]["environment"].items() if k != "AIRFLOW_LOGINS"}) for n in AIRFLOW
    ]
    assert len(set(shared)) == 1
    assert {"scheduler", "dag-processor", "triggerer", "api-server"} < set(AIRFLOW)
