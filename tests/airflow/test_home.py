"""Airflow's home: secrets, folders, the stamp of its metadata database."""

from __future__ import annotations

import stat

import pytest
from sqlalchemy import make_url

from watch1718.airflow.home import declared, open_home
from watch1718.errors import Misconfigured


def test_secrets_are_made_once_and_kept_private(tmp_path, server_url):
    """Two components see the same keys; nobody else may read them."""
    home = open_home(tmp_path, server_url, "airflow_test_home")
    once, twice = home.environment(), home.environment()
    assert once == twice
    assert len(once["AIRFLOW__API_AUTH__JWT_SECRET"]) >= 64
    assert stat.S_IMODE((home.folder / "secrets.json").stat().st_mode) == 0o600


def test_the_metadata_live_in_a_database_of_their_own(tmp_path, server_url):
    """The address names the database, with its driver, for the sync and the async engine alike."""
    settings = open_home(tmp_path, server_url, "airflow_test_home").environment()
    url = settings["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"]
    assert url.startswith("postgresql+psycopg://")
    assert "/airflow_test_home" in url
    assert settings["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC"] == url


def test_a_fresh_database_is_not_ready_until_stamped(tmp_path, blank_url):
    """The stamp holds Airflow's version, so that an upgrade looks at the migrations again."""
    home = open_home(tmp_path, blank_url, make_url(blank_url).database)
    assert not home.is_ready()
    home.mark_ready()
    assert home.is_ready()


def test_a_missing_folder_is_named(tmp_path, monkeypatch):
    """Where dags/ is not beside the package the message says which setting helps."""
    monkeypatch.setenv("AIRFLOW__CORE__DAGS_FOLDER", str(tmp_path / "nowhere"))
    with pytest.raises(Misconfigured, match="AIRFLOW__CORE__DAGS_FOLDER"):
        declared("dags")
