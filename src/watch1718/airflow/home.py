"""Airflow's home: its folder, its secrets, its metadata database and the settings that every component shares."""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import psycopg
from psycopg import sql

from watch1718.adapters import server
from watch1718.errors import Misconfigured

CHECKOUT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Home:
    """A folder, and a metadata database of Airflow's own."""

    folder: Path
    metadata_url: str

    @property
    def logs(self) -> Path:
        """Where Airflow writes; nothing of it belongs on the user's screen."""
        return self.folder / "logs"

    def environment(self) -> Mapping[str, str]:
        """The settings that every component needs, with one value each for all of them."""
        keys = _keys(self.folder / "secrets.json")
        return {
            "AIRFLOW_HOME": str(self.folder),
            "AIRFLOW__CORE__DAGS_FOLDER": str(declared("dags")),
            "AIRFLOW__CORE__PLUGINS_FOLDER": str(declared("plugins")),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__FERNET_KEY": keys["fernet"],
            "AIRFLOW__API_AUTH__JWT_SECRET": keys["jwt"],
            "AIRFLOW__API__SECRET_KEY": keys["session"],
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": self.metadata_url,
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC": self.metadata_url,
            "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(self.logs),
            "AIRFLOW__LOGGING__COLORED_CONSOLE_LOG": "False",
        }

    def is_ready(self) -> bool:
        """Say whether the metadata database was set up by the Airflow that is installed."""
        question = "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()"
        with self._open() as metadata:
            return metadata.execute(question).fetchone() == (_stamp(),)

    def mark_ready(self) -> None:
        """Stamp the metadata database, so that the next start need not look at every migration."""
        comment = sql.SQL("comment on database {} is {}")
        with self._open() as metadata:
            metadata.execute(comment.format(sql.Identifier(metadata.info.dbname), sql.Literal(_stamp())))

    def _open(self) -> psycopg.Connection[tuple[object, ...]]:
        address = server.parse(self.metadata_url).set(drivername="postgresql")
        return psycopg.connect(address.render_as_string(hide_password=False))


def open_home(home: Path, server_url: str, database: str) -> Home:
    """Airflow's home under ours; ``database`` is made on the server of ``server_url`` if it is not there."""
    folder = home / "airflow"
    (folder / "logs").mkdir(parents=True, exist_ok=True)
    url = server.parse(server_url).set(database=database)
    return Home(folder, server.create(url.render_as_string(hide_password=False)))


def declared(name: str) -> Path:
    """The folder ``dags`` or ``plugins``: as Airflow's settings name it, else the one beside the source."""
    path = Path(os.environ.get(f"AIRFLOW__CORE__{name.upper()}_FOLDER") or CHECKOUT / name)
    if not path.is_dir():
        raise Misconfigured(f"no folder {path}: set AIRFLOW__CORE__{name.upper()}_FOLDER to the project's {name}/")
    return path


def _stamp() -> str:
    return f"apache-airflow-core {version('apache-airflow-core')}"


def _keys(path: Path) -> dict[str, str]:
    """The secrets that all processes share, made once and readable by their owner alone."""
    if not path.exists():
        keys = {
            "fernet": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            "jwt": secrets.token_urlsafe(64),
            "session": secrets.token_urlsafe(32),
        }
        write_secret(path, json.dumps(keys))
    read: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return read


def write_secret(path: Path, text: str) -> None:
    """Write a file that its owner alone may read, whole or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)
