"""Make Airflow's database, its tables and the pools that the DAGs name; run as a program where Airflow is to run."""

from __future__ import annotations

import os

from watch1718.adapters import server

CAPTURES_AT_ONCE = 4


def create() -> None:
    """Create or migrate; run again, it changes nothing."""
    from airflow.models.pool import Pool
    from airflow.utils.db import initdb

    initdb()
    Pool.create_or_update_pool("capture", CAPTURES_AT_ONCE, "captures at once", include_deferred=False)


if __name__ == "__main__":
    server.create(os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"])
    create()
