"""Settings: one frozen object, read from the environment (prefix ``WATCH1718_``) once at the edge."""

from __future__ import annotations

from datetime import time
from functools import cache
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set. ``home`` holds the embedded server, bodies, reports and logs."""

    model_config = SettingsConfigDict(env_prefix="WATCH1718_", frozen=True, extra="ignore")

    home: Path = Field(default_factory=lambda: user_data_path("watch1718"), description="Where everything is kept")
    sources: Path | None = Field(default=None, description="Folder of your own sources; else sources/ in home")
    database_url: str = Field(default="", description="PostgreSQL of your own; empty: the embedded one")
    cutoff: time = Field(default=time(5, 0), description="When a UTC day's edition closes")
    max_age_days: int = Field(default=3, ge=0, description="A source's first capture keeps older stories as history")
    excerpt_days: int = Field(default=30, ge=1, description="Days that whole bodies of excerpt sources are kept")
    contact: str = Field(default="", description="Address or page named in our user agent, for publishers to reach you")
    request_seconds: float = Field(default=20.0, gt=0, description="Total time of one request, redirects included")
    body_bytes: int = Field(
        default=32 * 1024 * 1024, gt=0, description="Largest body kept, before and after decompression"
    )
    live_seconds: float = Field(default=30.0, gt=0, description="Time for the whole live part of one run")
    proxy: str = Field(default="", description="Proxy that every request goes through, as http://host:port")
    approvals_required: int = Field(default=1, ge=1, le=2, description="People needed to release a held list")
    dashboard_password: str = Field(default="", description="Password of role dashboard; empty: socket login alone")
    notice_smtp: str = Field(
        default="", description="Mail server for notices: smtp://host:25, smtps:// or smtp+starttls://"
    )
    notice_from: str = Field(default="watch1718@localhost", description="Sender of notices by mail")
    notice_to: str = Field(default="", description="Addresses that notices are mailed to, comma separated")
    notice_webhook: str = Field(default="", description="Address of your own that notices are posted to as JSON")
    notice_hours: float = Field(
        default=1.0, gt=0, description="Hours after the cut-off by which a day must have its edition"
    )
    offline: bool = Field(default=False, validation_alias="OFFLINE", description="Leave the live part out")
    airflow_port: int = Field(default=8718, ge=1, le=65535, description="Port of Airflow's pages on 127.0.0.1")


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
