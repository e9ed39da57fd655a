"""Notices: what waits to be told, and the channels that tell it: a file, mail over SMTP, a webhook."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import requests
from sqlalchemy import Connection, Engine, RowMapping, func, select

from watch1718.adapters import haste, rows
from watch1718.adapters import tables as t
from watch1718.core.day import edition_day
from watch1718.core.notice import TELLING, Line, Notice, Told, digest, hasty, held, missing
from watch1718.errors import FetchFailed, Misconfigured

SECONDS = 15
RECENT = timedelta(days=3)  # what is older is history: an installation does not tell its whole past
LINE = ("change", "severity", "credibility", "reason", "difference")


class Channel(Protocol):
    """One way to tell a notice."""

    @property
    def name(self) -> str:
        """Its word in the settings and in the table of what was told."""
        ...

    def tell(self, notice: Notice) -> None:
        """Tell it. Raises FetchFailed where the other side does not take it."""
        ...


@dataclass(frozen=True, slots=True)
class FileChannel:
    """A text file for each notice, in one folder."""

    folder: Path
    name: str = "file"

    def tell(self, notice: Notice) -> None:
        """Write the notice, all or nothing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{notice.key.replace(':', '_').replace('/', '-')}.txt"
        fresh = path.with_suffix(".new")
        fresh.write_text(f"{notice.subject}\n\n{notice.text}", encoding="utf-8")
        fresh.replace(path)


@dataclass(frozen=True, slots=True)
class MailChannel:
    """Mail over SMTP: ``server`` as smtp://host:25, smtps://user:password@host:465 or smtp+starttls://…:587."""

    server: str
    sender: str
    to: tuple[str, ...]
    name: str = "mail"

    def tell(self, notice: Notice) -> None:
        """Send one message to all addresses."""
        try:
            with self._connected() as server:
                server.send_message(self._message(notice))
        except (OSError, smtplib.SMTPException) as fault:
            raise FetchFailed("mail", urlsplit(self.server).hostname or self.server, str(fault)) from fault

    def _message(self, notice: Notice) -> EmailMessage:
        message = EmailMessage()
        message["Subject"], message["From"], message["To"] = notice.subject, self.sender, ", ".join(self.to)
        message["Message-ID"] = f"<{notice.key.replace(':', '.').replace('/', '.')}@watch1718.invalid>"
        if notice.urgent:
            message["Importance"] = "high"
        message.set_content(notice.text)
        return message

    def _connected(self) -> smtplib.SMTP:
        parts = urlsplit(self.server)
        kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
        server = kind(parts.hostname or "", parts.port or 0, timeout=SECONDS)
        if parts.scheme == "smtp+starttls":
            server.starttls()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        return server


@dataclass(frozen=True, slots=True)
class WebhookChannel:
    """A POST of JSON to an address of the team's own; ``text`` is what chat servers show."""

    url: str
    name: str = "webhook"

    def tell(self, notice: Notice) -> None:
        """Post the notice; its key is sent along, so that the other side can drop a second copy."""
        body = {"key": notice.key, "subject": notice.subject, "text": f"{notice.subject}\n{notice.text}"}
        try:
            answer = requests.post(
                self.url,
                json={**body, "urgent": notice.urgent},
                headers={"Idempotency-Key": notice.key},
                timeout=SECONDS,
                allow_redirects=False,
            )
        except requests.RequestException as fault:
            raise FetchFailed("webhook", urlsplit(self.url).netloc, type(fault).__name__) from fault
        if not answer.ok or answer.is_redirect:
            raise FetchFailed("webhook", urlsplit(self.url).netloc, f"answered {answer.status_code}")


def channels(folder: Path, *, mail: str, sender: str, to: str, webhook: str, offline: bool) -> tuple[Channel, ...]:
    """The channels that are set; offline the file alone. Raises Misconfigured where a setting is wrong."""
    made: list[Channel] = [FileChannel(folder)]
    addresses = tuple(one.strip() for one in to.split(",") if one.strip())
    if bool(mail) != bool(addresses):
        raise Misconfigured("mail needs both WATCH1718_NOTICE_SMTP and WATCH1718_NOTICE_TO")
    if mail and urlsplit(mail).scheme not in {"smtp", "smtps", "smtp+starttls"}:
        raise Misconfigured("WATCH1718_NOTICE_SMTP begins with smtp://, smtps:// or smtp+starttls://")
    if webhook and urlsplit(webhook).scheme not in {"http", "https"}:
        raise Misconfigured("WATCH1718_NOTICE_WEBHOOK is an http or https address")
    if offline:
        return tuple(made)
    made += [MailChannel(mail, sender, addresses)] if mail else []
    made += [WebhookChannel(webhook)] if webhook else []
    return tuple(made)


class NoticeStore:
    """The port ``Notices``."""

    def __init__(self, engine: Engine, ways: Sequence[Channel], cutoff: time, due: timedelta) -> None:
        self._engine, self._ways, self._cutoff, self._due = engine, ways, cutoff, due

    def waiting(self, now: datetime) -> Sequence[tuple[str, Notice]]:
        """What is to be told, each with its channel: what must be told at once comes first."""
        with self._engine.connect() as connection:
            origin = connection.scalar(select(t.world.c.origin)) or "live"
            flag = " --rehearsal" if origin == "rehearsal" else ""
            found = [*_held(connection, origin, flag), *self._missing(connection, origin, flag, now)]
            found += [hasty(origin, one.actor, one.count, now.date(), flag) for one in haste.hasty(connection, now)]
            found += _editions(connection, origin, flag, now)
            told = set(map(tuple, connection.execute(select(t.notice.c.key, t.notice.c.channel)).all()))
        found.sort(key=lambda notice: not notice.urgent)
        return [(way.name, one) for one in found for way in self._ways if (one.key, way.name) not in told]

    def tell(self, channel: str, notice: Notice, at: datetime) -> None:
        """Tell a notice on a channel and keep that it was told. Raises FetchFailed; it then waits for the next time."""
        next(way for way in self._ways if way.name == channel).tell(notice)
        row = {"key": notice.key, "channel": channel, "subject": notice.subject, "told_at": at}
        with self._engine.begin() as connection:
            rows.add(connection, t.notice, row)

    def _missing(self, connection: Connection, origin: str, flag: str, now: datetime) -> list[Notice]:
        """The last day that has closed, where it has no edition some time after its cut-off."""
        day = edition_day(now, self._cutoff) - timedelta(days=1)
        current, edition = t.current_edition, t.edition
        finished = (
            select(func.count())
            .select_from(current.join(edition, edition.c.id == current.c.edition))
            .where(current.c.day == day, edition.c.built_at >= edition.c.cut_to)
        )
        began = connection.scalar(select(func.min(current.c.day)))
        late = now >= datetime.combine(day, self._cutoff, now.tzinfo) + self._due
        if began is None or began > day or not late or connection.scalar(finished):
            return []
        return [missing(origin, day, flag)]


def _held(connection: Connection, origin: str, flag: str) -> list[Notice]:
    table = t.list_version.c
    waiting = connection.execute(select(table.id, table.reasons).where(table.state == "held"))
    return [held(origin, row.id, row.reasons, flag) for row in waiting]


def _editions(connection: Connection, origin: str, flag: str, now: datetime) -> list[Notice]:
    """The editions on show whose day has closed and which are not history."""
    current, edition, proof = t.current_edition, t.edition, t.attestation
    query = (
        select(edition.c.id, proof.c.state, proof.c.reason)
        .join(current, current.c.edition == edition.c.id)
        .join(proof, proof.c.edition == edition.c.id)
        .where(edition.c.built_at >= edition.c.cut_to, edition.c.cut_to > now - RECENT)
        .order_by(edition.c.day)
    )
    found = connection.execute(query).mappings().all()
    return [
        digest(
            origin,
            Told(
                row["id"],
                row["state"],
                row["reason"],
                _lines(connection, row["id"]),
                _hits(connection, row["id"]),
                _excluded(connection, row["id"]),
            ),
            flag,
        )
        for row in found
    ]


def _lines(connection: Connection, edition: str) -> list[Line]:
    alert = t.edition_alert.c
    query = select(alert.alert_id, *(alert[name] for name in LINE)).where(
        alert.edition == edition, alert.excluded.is_(None)
    )
    return [_line(row) for row in connection.execute(query.order_by(alert.position)).mappings()]


def _excluded(connection: Connection, edition: str) -> int:
    """How many changes exclusions leave out."""
    alert = t.edition_alert.c
    left_out = (alert.edition == edition, alert.excluded.is_not(None), alert.change.in_(TELLING))
    return connection.scalar(select(func.count()).where(*left_out)) or 0


def _line(row: RowMapping) -> Line:
    return Line(row["alert_id"], **{**{name: row[name] for name in LINE}, "difference": row["difference"] or ""})


def _hits(connection: Connection, edition: str) -> int:
    hit = t.exposure_hit.c
    return connection.scalar(select(func.count(hit.alert_id.distinct())).where(hit.edition == edition)) or 0
