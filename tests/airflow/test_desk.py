"""The page: who may see it, and what it shows."""

# ruff: noqa: PLC0415 (Airflow is imported once its settings stand)

from __future__ import annotations

import sys
from datetime import date
from types import ModuleType

import pytest

import watch1718
from dags import airflow_home
from watch1718.errors import Misconfigured, NoDatabase


@pytest.fixture(scope="module")
def client():
    """Airflow's API server with our plugin, and nobody signed in."""
    airflow_home.create_tables()
    from airflow.api_fastapi.app import create_app
    from fastapi.testclient import TestClient

    return TestClient(create_app(apps="core"))


@pytest.fixture
def reader():
    """The cookie of a signed-in viewer, the least of Airflow's roles."""
    from airflow.api_fastapi.app import get_auth_manager
    from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser

    token = get_auth_manager().generate_jwt(SimpleAuthManagerUser(username="reader", role="viewer"))
    return {"Cookie": f"_token={token}"}


@pytest.fixture
def edition(monkeypatch):
    """Decide what the newest edition is: a file, or an error."""

    def decide(outcome):
        def write_report(day, *, rehearsal):
            assert (day, rehearsal) == (None, False)
            if isinstance(outcome, Exception):
                raise outcome
            return outcome, date(2026, 3, 4)

        office = ModuleType("watch1718.office")
        office.write_report = write_report
        monkeypatch.setitem(sys.modules, "watch1718.office", office)
        monkeypatch.setattr(watch1718, "office", office, raising=False)

    return decide


def test_no_page_answers_a_stranger(client):
    """Every route of every plugin asks who is there, whatever the method."""
    from airflow.plugins_manager import get_fastapi_plugins

    asked = 0
    for plugin in get_fastapi_plugins()[0]:
        for route in plugin["app"].routes:
            for method in route.methods - {"HEAD"}:
                answer = client.request(method, plugin["url_prefix"] + route.path)
                assert answer.status_code == 401, (method, route.path)
                asked += 1
    assert asked


@pytest.mark.parametrize("path", ["/watch1718/docs", "/watch1718/redoc", "/watch1718/openapi.json"])
def test_the_app_describes_itself_to_nobody(client, path):
    """FastAPI's own pages would be open, so there are none."""
    assert client.get(path).status_code == 404


def test_a_forged_token_is_refused(client):
    """A cookie that Airflow did not sign opens nothing."""
    assert client.get("/watch1718/today", headers={"Cookie": "_token=e30.e30.e30"}).status_code in {401, 403}


def test_a_reader_sees_the_newest_edition(client, reader, edition, tmp_path):
    """The report as it is, with a policy that lets it load nothing."""
    report = tmp_path / "watch1718_live_2026-03-04.html"
    report.write_text("<h1>152 mm shells</h1>", encoding="utf-8")
    edition(report)
    answer = client.get("/watch1718/today", headers=reader)
    assert (answer.status_code, answer.text) == (200, "<h1>152 mm shells</h1>")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_the_page_says_when_there_is_none(client, reader, edition):
    """Before the first edition the page is plain, and escapes what it quotes."""
    edition(Misconfigured("no edition yet: <make run>"))
    answer = client.get("/watch1718/today", headers=reader)
    assert answer.status_code == 200
    assert "No edition yet" in answer.text
    assert "&lt;make run&gt;" in answer.text


def test_the_page_says_when_the_database_is_down(client, reader, edition):
    """No address of ours is shown."""
    edition(NoDatabase("postgresql+psycopg://secret@host/db", "refused"))
    answer = client.get("/watch1718/today", headers=reader)
    assert answer.status_code == 503
    assert "secret" not in answer.text


def test_the_menu_names_the_page(client, reader):
    """The entry stands in Airflow's menu and leads to the page."""
    plugins = client.get("/api/v2/plugins", headers=reader)
    views = [view for plugin in plugins.json().get("plugins", []) for view in plugin["external_views"]]
    assert plugins.status_code in {200, 403}
    if plugins.status_code == 200:
        assert [(view["name"], view["href"]) for view in views] == [("Edition", "watch1718/today")]
