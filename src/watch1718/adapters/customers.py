"""Customers: loaded from a CSV file, kept in the database, held against the parties of every published edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, RowMapping, delete, select

from watch1718.adapters import rows
from watch1718.adapters import tables as t
from watch1718.adapters.csv_file import Row as CsvRow
from watch1718.adapters.csv_file import read_table
from watch1718.adapters.rows import Row
from watch1718.core.customer import Customer, touch
from watch1718.core.names import imo_is_valid
from watch1718.core.party import Party, PartyKind
from watch1718.errors import BadFile

COLUMNS = ("id", "name", "country", "listed_ref", "imo")


def read_customers(path: Path) -> list[Customer]:
    """Read a CSV file with a heading: ``id`` and ``name``, and where known ``country``, ``listed_ref``, ``imo``.

    Raises BadFile with the line of what is wrong; nothing is taken from a file with a fault.
    """
    found: dict[str, Customer] = {}
    for line, row in read_table(path, COLUMNS, ("id", "name")):
        customer = _customer(path, line, row)
        if customer.id in found:
            raise BadFile(str(path), line, "id", f"{customer.id!r} stands twice")
        found[customer.id] = customer
    return list(found.values())


def _customer(path: Path, line: int, said: CsvRow) -> Customer:
    if not said["id"] or not (said["name"] or said["imo"] or said["listed_ref"]):
        raise BadFile(str(path), line, "id", "a customer needs an id, and a name or a number")
    imo, country = said["imo"].upper().removeprefix("IMO").strip(), said["country"]
    if imo and not imo_is_valid(imo):
        raise BadFile(str(path), line, "imo", f"{said['imo']!r} is no IMO number: its check digit is wrong")
    if country and not (len(country) == 2 and country.isalpha()):  # noqa: PLR2004
        raise BadFile(str(path), line, "country", f"{country!r} is no ISO 3166 code of two letters")
    return Customer(**{**said, "imo": imo, "country": country.upper()})


class CustomerStore:
    """The port ``Exposure``: a team's customers and the alerts that touch them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def load(self, customers: Sequence[Customer], at: datetime) -> int:
        """Put these customers in the place of all earlier ones and match every published edition; how many hits."""
        with self._engine.begin() as connection:
            connection.execute(delete(t.customer))
            rows.add(connection, t.customer, *(_row(one, at) for one in customers))
            editions = connection.scalars(select(t.current_edition.c.edition)).all()
            return sum(_match(connection, edition, customers) for edition in editions)

    def match(self, edition: str) -> int:
        """Hold an edition's parties against the customers; how many touch one."""
        with self._engine.begin() as connection:
            connection.execute(delete(t.exposure_hit).where(t.exposure_hit.c.edition == edition))
            return _match(connection, edition, _customers(connection))

    def customers(self) -> list[Customer]:
        """All customers, by their id."""
        with self._engine.connect() as connection:
            return _customers(connection)

    def hits(self) -> Sequence[RowMapping]:
        """The hits of the editions on show, newest day first."""
        hit, alert, current = t.exposure_hit, t.edition_alert, t.current_edition
        same = (alert.c.edition == hit.c.edition) & (alert.c.alert_id == hit.c.alert_id)
        query = (
            select(current.c.day, hit, t.customer.c.name, alert.c.category_label, alert.c.stage)
            .join(current, current.c.edition == hit.c.edition)
            .join(t.customer, t.customer.c.id == hit.c.customer)
            .join(alert, same)
            .order_by(current.c.day.desc(), hit.c.customer, hit.c.alert_id, hit.c.role)
        )
        with self._engine.connect() as connection:
            return connection.execute(query).mappings().all()


def _row(customer: Customer, at: datetime) -> Row:
    return {**{name: getattr(customer, name) for name in COLUMNS}, "loaded_at": at}


def _customers(connection: Connection) -> list[Customer]:
    table = t.customer.c
    query = select(table.id, table.name, table.country, table.listed_ref, table.imo).order_by(table.id)
    return [Customer(**row) for row in connection.execute(query).mappings()]


def _match(connection: Connection, edition: str, customers: Sequence[Customer]) -> int:
    query = select(t.edition_party).where(t.edition_party.c.edition == edition)
    found = [hit for row in connection.execute(query).mappings() for hit in _hits(row, customers)]
    return rows.add(connection, t.exposure_hit, *found)


def _hits(row: RowMapping, customers: Sequence[Customer]) -> Iterator[Row]:
    party = Party(row["party_id"], PartyKind(row["party_kind"]), row["party_name"], row["party_country"] or "XX")
    for customer in customers:
        if found := touch(customer, party):
            same = {name: row[name] for name in ("edition", "alert_id", "party_id", "role")}
            yield {**same, "customer": customer.id, "basis": found.basis, "score": found.score, "why": found.why}
