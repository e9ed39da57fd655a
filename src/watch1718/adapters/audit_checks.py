"""What the audit says held against what the tables hold, and whether its guards stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text

from watch1718.adapters import views
from watch1718.core.audit import Flaw

DECISIONS = {  # action: table, its subject
    "disposition": ("disposition", "id"),
    "approval": ("approval", "subject"),
    "adoption": ("adoption", "reader_version"),
    "alert_note": ("alert_note", "id"),
    "exclusion": ("exclusion", "id"),
    "exclusion_lift": ("exclusion_lift", "exclusion"),
    "purge": ("purge", "id"),
    "quarantine_decision": ("quarantine_decision", "quarantine"),
    "redirect": ("redirect", "id"),
    "redirect_undo": ("redirect_undo", "redirect"),
}
LISTS = """
  with said as (select distinct on (subject) subject, content::jsonb as content
                from ledger.audit where starts_with(action, 'list_') order by subject, seq desc),
  held as (select id, jsonb_build_object('id', id, 'state', state, 'decided_by', decided_by, 'decision', decision) as now
           from ledger.list_version)
  select coalesce(id, subject), case when subject is null then 'unrecorded' when id is null then 'missing' else 'changed' end
  from held full join said on subject = id where content is distinct from now"""
ROWS = """
  with said as (select distinct content::jsonb as content, subject from ledger.audit where action = '{action}'),
  held as (select {subject} as subject, to_jsonb(r) as now from ledger.{table} r)
  select held.subject, 'unrecorded' from held
  where not exists (select from said where said.subject = held.subject and held.now @> said.content)
  union
  select said.subject, case when exists (select from held where held.subject = said.subject) then 'changed' else 'missing' end
  from said where not exists (select from held where held.subject = said.subject and held.now @> said.content)"""
EVENTS = """
  select e.alert || ' event ' || e.ordinal, 'unrecorded' from ledger.alert_event e where e.kind = 'disposed'
    and not exists (select from ledger.disposition d where d.alert = e.alert and d.up_to_event = e.ordinal)
  union
  select d.id, 'missing' from ledger.disposition d where not exists (
    select from ledger.alert_event e where e.alert = d.alert and e.ordinal = d.up_to_event and e.kind = 'disposed')
  union
  select e.alert || ' event ' || e.ordinal, 'unrecorded' from ledger.alert_event e where e.kind in ('joined', 'parted')
    and not exists (select from ledger.redirect r where e.kind = 'joined' and r.at = e.known_at)
    and not exists (select from ledger.redirect_undo u where e.kind = 'parted' and u.at = e.known_at)"""
POINTERS = """
  select c.day::text, 'changed' from ledger.current_edition c join ledger.edition e on e.id = c.edition
  where e.state <> 'published' or e.day <> c.day
     or e.number < (select max(number) from ledger.edition o where o.day = c.day and o.state = 'published')
  union
  select e.day::text, 'missing' from ledger.edition e where e.state = 'published'
    and not exists (select from ledger.current_edition c where c.day = e.day)"""
EDITIONS = "select subject, content::jsonb from ledger.audit where action in ('publication', 'correction') order by seq"
PUBLISHED = "select id, to_jsonb(e) from ledger.edition e where state = 'published'"
SAID = {
    "unrecorded": "the audit has no entry of this",
    "missing": "the audit has an entry and the row is gone",
    "changed": "it is not what the audit's entry says",
}
NEWEST, TURNS = 30, 30  # editions that every run looks through, and runs of days until each older one had its turn
TRIGGER = re.compile(r"create or replace trigger (\w+) .*?on ledger\.(\w+)", re.DOTALL)
FUNCTION = re.compile(r"create or replace function ledger\.(\w+)\(.*?as \$\$(.*?)\$\$", re.DOTALL)
WRITERS = """
  select a.grantee::regrole::text || ' may ' || lower(a.privilege_type)
  from pg_class c, aclexplode(c.relacl) a
  where c.oid = 'ledger.audit'::regclass and a.grantee <> c.relowner and a.privilege_type <> 'SELECT'
  union all
  select 'it belongs to ' || rolname from pg_class c join pg_roles r on r.oid = c.relowner
  where c.oid = 'ledger.audit'::regclass and (r.rolcanlogin or r.rolname <> 'watch1718_owner')"""
TRIGGERS = """
  select c.relname || '.' || t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where c.relnamespace = 'ledger'::regnamespace and not t.tgisinternal and t.tgenabled in ('A', 'O')"""
FUNCTIONS = "select proname, prosrc from pg_proc where pronamespace = 'ledger'::regnamespace"


def check(connection: Connection, turn: int | None = None) -> Iterator[Flaw]:
    """Hold every decision, list version and edition against its entry, then look at the guards; ``turn`` as in AuditStore."""
    connection.exec_driver_sql("set local timezone = 'UTC'")
    queries = {action: ROWS.format(action=action, table=t, subject=s) for action, (t, s) in DECISIONS.items()}
    queries |= {"list version": LISTS, "decision": EVENTS, "edition on show": POINTERS}
    for name, query in queries.items():
        for where, kind in connection.exec_driver_sql(query):
            yield Flaw(kind, f"{name} {where}", SAID[kind])
    yield from _editions(connection, turn)
    yield from _guards(connection)


def _editions(connection: Connection, turn: int | None) -> Iterator[Flaw]:
    held = {row[0]: row[1] for row in connection.exec_driver_sql(PUBLISHED)}
    said = {row[0]: row[1] for row in connection.exec_driver_sql(EDITIONS)}
    for edition in sorted(held.keys() | said.keys()):
        kind = "unrecorded" if edition not in said else "missing" if edition not in held else ""
        if not kind and any(held[edition].get(name) != value for name, value in said[edition]["row"].items()):
            kind = "changed"
        if kind:
            yield Flaw(kind, f"edition {edition}", SAID[kind])
    for edition in _in_turn(list(said), turn):
        for part, frozen in said[edition]["frozen"].items():
            given = {"part": part, "named": frozen["columns"], "shown": edition}
            if connection.scalar(text("select ledger.frozen_part(:part, :named, :shown)"), given) != frozen["digest"]:
                yield Flaw("changed", f"edition {edition}, {part}", "its rows are not those that were published")


def _in_turn(editions: Sequence[str], turn: int | None) -> Sequence[str]:
    """The editions whose rows are looked at: all, or the newest and a share of the older ones."""
    if turn is None:
        return editions
    older = max(len(editions) - NEWEST, 0)
    return [edition for place, edition in enumerate(editions) if place >= older or place % TURNS == turn % TURNS]


def _guards(connection: Connection) -> Iterator[Flaw]:
    wanted = (views.folder() / "audit.sql").read_text("utf-8")
    standing = set(connection.exec_driver_sql(TRIGGERS).scalars())
    for trigger, table in TRIGGER.findall(wanted):
        if f"{table}.{trigger}" not in standing:
            yield Flaw("guard", f"trigger {trigger} on {table}", "it is gone or switched off")
    bodies: dict[str, str] = {row[0]: row[1] for row in connection.exec_driver_sql(FUNCTIONS)}
    for name, body in FUNCTION.findall(wanted):
        if bodies.get(name) != body:
            yield Flaw("guard", f"function {name}", "it is not this program's")
    for found in connection.exec_driver_sql(WRITERS).scalars():
        yield Flaw("guard", "table audit", found)
