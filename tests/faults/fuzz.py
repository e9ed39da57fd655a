"""Throw spoilt documents at every reader of other people's bytes for some minutes: ``make fuzz MINUTES=10``.

An input whose outcome was not seen before is kept in ``corpus/`` and spoilt further; one that crashes a reader is kept as
``crash-…`` and named at the end. ``test_corpus.py`` reads the whole corpus again in every run of the tests.
"""

from __future__ import annotations

import logging
import random
import sys
import tempfile
import traceback
from hashlib import sha256
from pathlib import Path
from time import monotonic

from faults.test_any_bytes import LINKS, MARKS, NOW, ODD, READERS, SEEDS

from watch1718.adapters.pdf import read_pdf
from watch1718.adapters.sources import Declaration
from watch1718.adapters.un_list import parse_list
from watch1718.errors import BadFile, Quarantine

CORPUS = Path(__file__).parent / "corpus"
MOST, SLOW = 20_000, 10.0  # bytes of an input, seconds that one may take
PIECES = (*(mark.encode() for mark in MARKS.split()), *ODD, *LINKS)
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
LIST = (
    b'<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-03-02T00:00:00Z"><INDIVIDUALS/></CONSOLIDATED_LIST>'
)
TARGETS = {
    **READERS,
    "pdf": lambda body, _folder: read_pdf("https://a.example/b", body, NOW),
    "UN list": lambda body, _folder: parse_list(body),
}


def outcome(reader: str, body: bytes, folder: Path) -> str:
    """What a reader makes of an input: a reason, or the kind of what it found. Anything else that is raised is a crash."""
    try:
        found = TARGETS[reader](body, folder)
    except Quarantine as fault:
        return f"{reader}: {fault.reason}"
    except BadFile as fault:
        key = fault.key if fault.key in Declaration.model_fields else "another key"
        return f"{reader}: {key}"
    repr(found).encode("utf-8")
    return f"{reader}: {type(found).__name__}"


def spoil(body: bytes, other: bytes, chance: random.Random) -> bytes:
    """Cut out, double, throw in, or join with another input."""
    for _ in range(chance.randint(1, 5)):
        start, end = sorted((chance.randint(0, len(body)), chance.randint(0, len(body))))
        middle = chance.choice([b"", body[start:end] * 2, chance.choice(PIECES), chance.randbytes(4), other[:end]])
        body = body[:start] + middle + body[chance.choice([start, end]) :]
    return body[:MOST]


def fuzz(minutes: float, seed: int = 1718, corpus: Path = CORPUS) -> list[str]:
    """Spoil and read until the time is over; what crashed or hung, one line each."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    chance, until = random.Random(seed), monotonic() + 60 * minutes  # noqa: S311 - a seed, not a secret
    corpus.mkdir(exist_ok=True)
    pool = [*SEEDS.values(), PDF, LIST, *(path.read_bytes() for path in sorted(corpus.iterdir()))]
    seen, trouble, tried = set[str](), list[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        while monotonic() < until:
            body = spoil(chance.choice(pool), chance.choice(pool), chance)
            for reader in TARGETS:
                tried += 1
                began, name = monotonic(), "new"
                try:
                    said = outcome(reader, body, Path(folder))
                except Exception:  # noqa: BLE001 - every kind of crash is what is looked for
                    said, name = f"{reader}: {traceback.format_exc(limit=-1).strip()}", "crash"
                if monotonic() - began > SLOW:
                    said, name = f"{reader}: took more than {SLOW:.0f} s", "crash"
                if said not in seen:
                    seen.add(said)
                    pool.append(body)
                    (corpus / f"{name}-{sha256(body).hexdigest()[:12]}").write_bytes(body)
                    trouble += [said] if name == "crash" else []
    sys.stdout.write(f"{tried} readings of spoilt documents, {len(seen)} outcomes, {len(trouble)} crashes\n")
    return trouble


if __name__ == "__main__":
    crashes = fuzz(float(sys.argv[1]) if len(sys.argv) > 1 else 10)
    sys.stdout.writelines(f"{line}\n" for line in crashes)
    sys.exit(1 if crashes else 0)
