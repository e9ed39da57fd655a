"""Registers watch1718's page with Airflow; what it shows is in ``watch1718.airflow.desk``."""

from typing import Any, ClassVar

from airflow.plugins_manager import AirflowPlugin

from watch1718.airflow import desk


class Watch1718Desk(AirflowPlugin):  # type: ignore[misc]  # Airflow brings no types
    """Today's edition in the menu."""

    name = "watch1718"
    fastapi_apps: ClassVar[list[Any]] = [{"app": desk.app, "url_prefix": desk.PREFIX, "name": desk.NAME}]
    external_views: ClassVar[list[Any]] = [
        {
            "name": desk.NAME,
            "href": f"{desk.PREFIX.lstrip('/')}/today",
            "destination": "nav",
            "url_route": "todays-edition",
            "nav_top_level": True,
        }
    ]
