"""Skim an archive of web pages: leave out, before anything is parsed, those whose bytes cannot name the DPRK.

One pass over the raw bytes for every name that opens the reader's own gate. What is not UTF-8, is written in character
references, or holds characters that hide words is not judged here and goes on to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

AT_ONCE = 32 * 1024 * 1024
HEAD = 4096
BETWEEN = rb"(?:[\s.'-]|\xc2\xa0|\xe2\x80[\x90-\x99]|&nbsp;|&#160;|&rsquo;|&#8217;)+"
HIDING = rb"&#x?[0-9a-f]{3,6};&#|\xc2\xad|&shy;|&#173;|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbc[\xa1-\xba]|\xef\xbd[\x81-\x9a]"
CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
PLAIN = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
WORD = re.compile(r"[\s.'’-]+")


def skimmed(
    bodies: Iterable[tuple[str, bytes]], words: tuple[str, ...], on_passed: Callable[[int], None]
) -> Iterator[tuple[str, bytes]]:
    """Pass on what may name the DPRK, in order; ``on_passed`` hears how many pages were left out."""
    waiting, size = list[tuple[str, bytes]](), 0
    for named in bodies:
        waiting.append(named)
        size += len(named[1])
        if size >= AT_ONCE:
            yield from _judged(waiting, words, on_passed)
            waiting, size = [], 0
    yield from _judged(waiting, words, on_passed)


def may_name(bodies: Sequence[bytes], words: tuple[str, ...]) -> list[bool]:
    """Say of each page whether it must be parsed."""
    import pyarrow as pa  # noqa: PLC0415  a tenth of a second that only an archive is worth
    from pyarrow import compute  # noqa: PLC0415

    pattern = _pattern(words)
    found = compute.match_substring_regex(pa.array(bodies, pa.binary()), pattern, ignore_case=True)
    return [named or _is_foreign(body) for named, body in zip(found.to_pylist(), bodies, strict=True)]


def _judged(
    waiting: list[tuple[str, bytes]], words: tuple[str, ...], on_passed: Callable[[int], None]
) -> Iterator[tuple[str, bytes]]:
    pages = [body for _, body in waiting if _is_page(body)]
    verdicts = iter(may_name(pages, words)) if pages else iter(())
    kept = [named for named in waiting if not _is_page(named[1]) or next(verdicts)]
    if left_out := len(waiting) - len(kept):
        on_passed(left_out)
    yield from kept


def _is_page(body: bytes) -> bool:
    return body[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _is_foreign(body: bytes) -> bool:
    """Letters are looked for as UTF-8; under another name, or none and no UTF-8, they would look otherwise."""
    if declared := CHARSET.search(body[:HEAD]):
        return declared[1].lower() not in PLAIN
    if body.isascii():
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


@cache
def _pattern(words: tuple[str, ...]) -> bytes:
    least = {word.lower() for word in words}
    least = {word for word in least if not any(other != word and other in word for other in least)}
    spelled = dict.fromkeys(way for word in sorted(least) for way in _spellings(word))
    return b"|".join([*spelled, HIDING])


def _spellings(word: str) -> Iterator[bytes]:
    """A name in its cases; the pattern folds those of ASCII letters itself."""
    parts = [part for part in WORD.split(word) if part]
    for case in dict.fromkeys([str.lower, str.upper, str.title, str.capitalize]) if not word.isascii() else [str.lower]:
        yield BETWEEN.join(_escaped(case(part).encode()) for part in parts)


def _escaped(piece: bytes) -> bytes:
    return b"".join(bytes([byte]) if byte < 0x80 and chr(byte).isalnum() else b"\\x%02x" % byte for byte in piece)  # noqa: PLR2004
