"""Roles: what dashboard may and may not do, each tried over a connection of its own as that role."""

import psycopg
import pytest
from adapters.samples import NOON
from psycopg import errors
from sqlalchemy import make_url

from watch1718.adapters import database, server, views

PASSWORD = "an invented password"

MAY = {
    "read the day's alerts": "select * from published.daily_alerts",
    "read without naming the schema": "select * from daily_attestation",
    "read the comments": "select col_description('published.daily_alerts'::regclass, 1)",
    "explain": "explain select * from alert_parties",
    "use a set of its own": "with mine (ref) as (values ('KPi.901')) select * from mine join alert_parties on ref = listed_ref",
    "run a block": "do $$ begin perform 1; end $$",
}
DENIED = errors.InsufficientPrivilege
MAY_NOT = {
    "read a table": ("select * from ledger.claim", DENIED),
    "read a frozen row past its view": ("select * from ledger.edition_alert", DENIED),
    "read the stamp": ("select * from ledger.world", DENIED),
    "insert through a view": ("insert into daily_alerts (alert_id) values ('A-1')", errors.Error),
    "insert": ("insert into ledger.world values ('live', now())", DENIED),
    "update": ("update ledger.edition_alert set severity = 1", DENIED),
    "delete": ("delete from ledger.disposition", DENIED),
    "truncate": ("truncate ledger.alert", DENIED),
    "merge": (
        "merge into ledger.world w using (values ('live')) v(o) on w.origin = v.o when not matched then do nothing",
        DENIED,
    ),
    "lock a view": ("begin; lock table published.daily_alerts in access exclusive mode", DENIED),
    "make a table in public": ("create table public.mine (a int)", DENIED),
    "make a table beside the views": ("create table published.mine (a int)", DENIED),
    "make a schema": ("create schema mine", DENIED),
    "make a temporary table": ("create temporary table mine (a int)", DENIED),
    "make a view": ("create view published.mine as select 1", DENIED),
    "make a function": ("create function published.mine() returns int language sql as 'select 1'", DENIED),
    "replace a view": ("create or replace view published.daily_alerts as select 1", DENIED),
    "drop a view": ("drop view published.daily_alerts", DENIED),
    "change a comment": ("comment on view published.daily_alerts is 'mine'", DENIED),
    "grant": ("grant select on ledger.alert to dashboard", DENIED),
    "make a large object": ("select lo_create(0)", DENIED),
    "make a large object, the old way": ("select lo_creat(-1)", DENIED),
    "make a large object from bytes": ("select lo_from_bytea(0, 'x')", DENIED),
    "take an advisory lock": ("select pg_advisory_lock(1718, 0)", DENIED),
    "try an advisory lock": ("select pg_try_advisory_lock(1)", DENIED),
    "take an advisory lock to commit": ("select pg_advisory_xact_lock(1)", DENIED),
    "share an advisory lock": ("select pg_try_advisory_xact_lock_shared(1, 2)", DENIED),
    "read a file": ("select pg_read_file('PG_VERSION')", DENIED),
    "list a folder": ("select pg_ls_dir('.')", DENIED),
    "import a file": ("select lo_import('/etc/passwd')", DENIED),
    "run a program": ("copy (select 1) to program 'true'", DENIED),
    "write a file": ("copy (select 1) to '/tmp/mine'", DENIED),
    "become the owner": ("set role watch1718_owner", DENIED),
    "become the superuser": ("set role postgres", errors.Error),
    "make a role": ("create role mine", DENIED),
    "end others": (
        "select pg_terminate_backend(pid) from pg_stat_activity where usename <> current_user limit 1",
        DENIED,
    ),
    "read passwords": ("select * from pg_authid", DENIED),
    "lift the limit on temporary files": ("set temp_file_limit = -1", DENIED),
    "set the replication role": ("set session_replication_role = replica", DENIED),
    "change the server": ("alter system set work_mem = '1GB'", DENIED),
    "listen in on a table's statistics": ("select * from pg_statistic", DENIED),
}


@pytest.fixture(scope="module")
def site(server_url):
    """The address of a migrated database, for its owner; role dashboard has a password."""
    url = server.create(make_url(server_url).set(database="watch1718_test_roles").render_as_string(hide_password=False))
    engine = database.connect(url)
    database.migrate(engine)
    database.stamp(engine, "rehearsal", NOON)
    views.set_password(engine, PASSWORD)
    engine.dispose()
    yield make_url(url)
    with psycopg.connect(server.conninfo(make_url(server_url)), autocommit=True) as connection:
        connection.execute("drop database watch1718_test_roles with (force)")


@pytest.fixture
def dashboard(site):
    """A connection as role dashboard."""
    with psycopg.connect(
        server.conninfo(site.set(username="dashboard", password=PASSWORD)), autocommit=True
    ) as connection:
        connection.execute("set default_transaction_read_only = off")
        yield connection


@pytest.mark.parametrize("statement", MAY.values(), ids=MAY)
def test_dashboard_may(dashboard, statement):
    """The dashboard reads what is published."""
    dashboard.execute(statement)


@pytest.mark.parametrize(("statement", "refusal"), MAY_NOT.values(), ids=MAY_NOT)
def test_dashboard_may_not(dashboard, statement, refusal):
    """Everything else is refused by the server, read-only mode or not (P11, P12)."""
    with pytest.raises(refusal):
        dashboard.execute(statement)


def test_stacked_statement(dashboard):
    """A statement stacked behind a harmless one is refused, and takes the first with it."""
    with pytest.raises(DENIED):
        dashboard.execute("select 1; delete from ledger.alert")


def test_dashboard_starts_read_only_and_limited(site):
    """A fresh connection reads only, gives up on long queries and long waits, and looks at the views first."""
    with psycopg.connect(server.conninfo(site.set(username="dashboard", password=PASSWORD))) as connection:
        shown = {
            name: connection.execute(f"show {name}").fetchone()[0]
            for name in (
                "default_transaction_read_only",
                "statement_timeout",
                "temp_file_limit",
                "search_path",
                "lock_timeout",
            )
        }
    assert shown == {
        "default_transaction_read_only": "on",
        "statement_timeout": "30s",
        "temp_file_limit": "256MB",
        "search_path": "published",
        "lock_timeout": "5s",
    }


def test_temporary_files_are_limited(dashboard):
    """A sort that spills past the limit is ended."""
    dashboard.execute("set work_mem = '64kB'")
    with pytest.raises(errors.ConfigurationLimitExceeded):
        dashboard.execute(
            "select count(*) from (select repeat('x', 900) || n from generate_series(1, 400000) n order by 1) s"
        )


def test_long_query_is_ended(dashboard):
    """A query that runs past the timeout is ended."""
    dashboard.execute("set statement_timeout = '50ms'")
    with pytest.raises(errors.QueryCanceled):
        dashboard.execute("select count(*) from generate_series(1, 1000000000)")


def test_connections_are_limited(site):
    """The twenty-first connection is refused."""
    conninfo = server.conninfo(site.set(username="dashboard", password=PASSWORD))
    kept = [psycopg.connect(conninfo) for _ in range(20)]
    try:
        with pytest.raises(psycopg.OperationalError, match="too many connections"):
            psycopg.connect(conninfo)
    finally:
        for connection in kept:
            connection.close()


def test_dashboard_may_not_enter_other_databases(site, server_url):
    """A database that we make beside the published one is closed to dashboards."""
    other = make_url(server_url).set(database="watch1718_test_other")
    server.create(other.render_as_string(hide_password=False))
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(server.conninfo(other.set(username="dashboard", password=PASSWORD)))
    with psycopg.connect(server.conninfo(make_url(server_url)), autocommit=True) as connection:
        connection.execute("drop database watch1718_test_other with (force)")


def test_views_belong_to_a_role_that_cannot_log_in(site):
    """The views' owner has no login, and every view is a barrier read with its owner's rights."""
    query = """
        select distinct r.rolname, r.rolcanlogin, r.rolsuper, c.reloptions
        from pg_class c join pg_roles r on r.oid = c.relowner
        where c.relnamespace = 'published'::regnamespace and c.relkind = 'v'"""
    with psycopg.connect(server.conninfo(site)) as connection:
        assert connection.execute(query).fetchall() == [("watch1718_owner", False, False, ["security_barrier=true"])]


def test_program_keeps_its_own_locks(site):
    """Closing advisory locks to the public leaves the program's own."""
    engine = database.connect(site.render_as_string(hide_password=False))
    with database.Locks(engine).hold("capture") as free:
        assert free
    engine.dispose()
