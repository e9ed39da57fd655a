"""What can go wrong, drawn by what happens next.

    Watch1718Error
    ├── Retry            the world failed us: try again later (Airflow retries these alone)
    │   ├── FetchFailed      a capture did not get its bytes
    │   └── Busy             another runner is at this step
    ├── Quarantine       one record cannot be read: a row, the run goes on
    │   ├── Blocked          policy forbids the address; never retried
    │   └── NotADocument     the bytes hold no text that can be read
    ├── Halt             going on would publish something wrong: this source or list stops
    │   ├── Emptied          every source that answered named fewer stories than it always does
    │   ├── SourceChanged    a page no longer has the shape that its parser was written for
    │   ├── ListHeld         a list version waits for a person; the last good one stays
    │   ├── GateFailed       a candidate edition failed its checks; the last one stays
    │   └── Tampered         the audit does not hold: somebody changed what is never changed
    └── Misconfigured    a file or setting is wrong: nothing starts
        ├── BadFile          a knowledge or source file: file, line, key, what is allowed
        ├── NoDatabase       no server answers at the address
        └── WrongWorld       a rehearsal asked for the live database, or the other way round

Only ``steps`` and ``cli`` catch these. Each carries its fields and prints as one line.
"""


class Watch1718Error(Exception):
    """The root: anything that this program says is wrong."""


class Retry(Watch1718Error):
    """The world failed us; the same call may succeed later."""


class Quarantine(Watch1718Error):
    """One record cannot be read; it is set aside with ``reason`` (a short code) and the run goes on."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason, self.detail = reason, detail


class Halt(Watch1718Error):
    """Going on would publish something wrong; the last good data stay."""


class Misconfigured(Watch1718Error):
    """A file or a setting is wrong; nothing starts."""


class FetchFailed(Retry):
    """A capture did not get its bytes; ``reason`` is a short code such as ``total_deadline``."""

    def __init__(self, reason: str, url: str, detail: str = "") -> None:
        super().__init__(f"{url}: {reason}" + (f" ({detail})" if detail else ""))
        self.reason, self.url, self.detail = reason, url, detail


class Busy(Retry):
    """Another runner holds this step's lock; it takes all that is unread, so nothing is lost by waiting."""

    def __init__(self, step: str) -> None:
        super().__init__(f"{step} is already running; try again when it is done")
        self.step = step


class Blocked(Quarantine):
    """Policy forbids this address; it is never asked again."""

    def __init__(self, reason: str, url: str, detail: str = "") -> None:
        super().__init__(reason, f"{url} {detail}".strip())
        self.url = url


class NotADocument(Quarantine):
    """The bytes hold no text that can be read (empty, binary, a challenge page, no text layer)."""


class Emptied(Halt):
    """Every source that answered named fewer stories than it always does: that is never "no news"."""

    def __init__(self, sources: tuple[str, ...]) -> None:
        super().__init__(f"all {len(sources)} sources that answered named too few stories: {', '.join(sources)}")
        self.sources = sources


class SourceChanged(Halt):
    """A page no longer has the shape that its parser was written for."""

    def __init__(self, source: str, expected: str, found: str) -> None:
        super().__init__(f"{source}: expected {expected}, found {found}")
        self.source, self.expected, self.found = source, expected, found


class ListHeld(Halt):
    """A list version is kept but not in force until a person releases it."""

    def __init__(self, version: str, reasons: tuple[str, ...]) -> None:
        super().__init__(f"list version {version} held: {'; '.join(reasons)}")
        self.version, self.reasons = version, reasons


class GateFailed(Halt):
    """A candidate edition failed checks; the last good edition stays."""

    def __init__(self, edition: str, failures: tuple[str, ...]) -> None:
        super().__init__(f"edition {edition} not published: {'; '.join(failures)}")
        self.edition, self.failures = edition, failures


class Tampered(Halt):
    """The audit does not hold; ``flaws`` say where."""

    def __init__(self, flaws: tuple[str, ...]) -> None:
        first = "; ".join(flaws[:3])
        super().__init__(f"the audit does not hold: {first} ({len(flaws)} in all: watch1718 audit verify)")
        self.flaws = flaws


class BadFile(Misconfigured):
    """A knowledge or source file is wrong; says where and what is allowed."""

    def __init__(self, path: str, line: int, key: str, problem: str) -> None:
        super().__init__(f"{path}:{line}: {key}: {problem}")
        self.path, self.line, self.key, self.problem = path, line, key, problem


class NoDatabase(Misconfigured):
    """No PostgreSQL answers at the address."""

    def __init__(self, url: str, detail: str) -> None:
        super().__init__(f"no database at {url} ({detail}); start the embedded one with: watch1718 db up")
        self.url, self.detail = url, detail


class WrongWorld(Misconfigured):
    """The database is stamped with the other world."""

    def __init__(self, wanted: str, found: str) -> None:
        super().__init__(f"this database is stamped '{found}', the command asked for '{wanted}'")
        self.wanted, self.found = wanted, found
