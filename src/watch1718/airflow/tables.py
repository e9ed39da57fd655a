"""Make Airflow's tables and the pools that the DAGs name; run as a program, in the environment of its Airflow."""

from __future__ import annotations

CAPTURES_AT_ONCE = 4


def create() -> None:
    """Create or migrate; run again, it changes nothing."""
    from airflow.models.pool import Pool
    from airflow.utils.db import initdb

    initdb()
    Pool.create_or_update_pool("capture", CAPTURES_AT_ONCE, "captures at once", include_deferred=False)


if __name__ == "__main__":
    create()
