"""From bytes to characters, and from characters to text that can be stored."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from watch1718.errors import NotADocument

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"RIFF", "binary"),
    (b"\x7fELF", "binary"),
    (b"\xd0\xcf\x11\xe0", "binary"),
)
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
"""What browsers read in place of a label: the wider set that publishers mean."""
_LEGACY = ["cp1251", "koi8_r", "gb18030", "cp949", "cp932", "euc_jp", "big5", "cp1252", "cp1250", "cp1253", "cp1256"]
_WESTERN = frozenset({"cp1252", "windows-1252"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufffe\uffff\ud800-\udfff]")
HEAD = 4096
FEW = 0.001
MEND, MEND_UNNAMED = 0, 8  # whole letters for each broken one: where the page says UTF-8, and where it says nothing
WIDE = 0.3
UNSEEN = 0.2
MANY_HIGH = 0.25
SAMPLE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, how they were read, and whether that is sure; ``replaced`` counts what could not be read."""

    text: str
    encoding: str
    sure: bool
    replaced: int = 0


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Read bytes by mark, declaration or detection; raises NotADocument for what is no text at all."""
    if not body.strip():
        raise NotADocument("empty", "no bytes at all" if not body else "nothing but white space")
    for magic, kind in _KINDS:
        if body.startswith(magic):
            raise NotADocument("pdf" if kind == "pdf" else "binary", f"the first bytes say {kind}")
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _by(body, encoding, sure=True)
    if body[:HEAD].count(b"\0") > HEAD // 64:
        return _wide(body)
    return _by_declaration(body, _declared(body, content_type))


def clean(text: str) -> str:
    """Drop what no database keeps and no reader sees: NUL, control characters, lone surrogates."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _declared(body: bytes, content_type: str) -> str:
    """The encoding that the header names, else the page."""
    found = _DECLARED.search(content_type.encode("ascii", "replace")) or _DECLARED.search(body[:HEAD])
    name = found[1].decode("ascii").lower() if found else ""
    try:
        known = codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
    return _WIDER.get(known, known)


def _by_declaration(body: bytes, name: str) -> Decoded:
    """UTF-8 that decodes is UTF-8; a Western label over other letters is not believed."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if len(_CONTROL.findall(text)) > UNSEEN * len(text):
            raise NotADocument("binary", "most of its characters cannot be seen")
        return Decoded(text, "utf-8", sure=True)
    if not name or name in {"utf-8", "utf-16", "utf-32"}:
        return _mended(body, MEND if name else MEND_UNNAMED)
    if name in _WESTERN and _high(body) > MANY_HIGH:
        return _detect(body)
    return _by(body, name, sure=True)


def _mended(body: bytes, whole: int) -> Decoded:
    """UTF-8 with a few broken bytes; with many it is something else.

    No other encoding makes letters of many bytes by chance: so many of them must be ``whole`` for each that is broken.
    """
    read = _by(body, "utf-8", sure=False)
    wide = sum(character > "\x7f" for character in read.text) - read.replaced
    few = read.replaced <= max(3, FEW * len(body))
    return read if few and wide >= whole * read.replaced else _detect(body)


def _by(body: bytes, encoding: str, *, sure: bool) -> Decoded:
    text = body.decode(encoding, "replace")
    broken = text.count("\ufffd")
    return Decoded(text, encoding, sure and broken <= FEW * len(text), broken)


def _wide(body: bytes) -> Decoded:
    """Two bytes a character without a mark: which half is empty says the order."""
    even, odd = body[:HEAD:2].count(b"\0"), body[1:HEAD:2].count(b"\0")
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    read = _by(body, encoding, sure=False)
    if max(even, odd) < len(body[:HEAD]) * WIDE or read.replaced > FEW * len(read.text):
        raise NotADocument("binary", "it is full of NUL bytes")
    return read


def _detect(body: bytes) -> Decoded:
    """Guess; a guess is never sure."""
    best = from_bytes(_letters(body)[:SAMPLE], cp_isolation=_LEGACY).best()
    if best is None:
        raise NotADocument("not_text", "no encoding makes text of it")
    return _by(body, best.encoding, sure=False)


def _letters(body: bytes) -> bytes:
    """What stands between tags: markup would drown the few letters that tell encodings apart."""
    bare = re.sub(rb"<[^<>]*>", b" ", body)
    return bare if _high(bare) else body


def _high(body: bytes) -> float:
    """Which part of the letters has the high bit."""
    high = sum(byte > 127 for byte in body[:SAMPLE])  # noqa: PLR2004
    ascii_letters = len(re.findall(rb"[A-Za-z]", re.sub(rb"<[^<>]*>", b"", body[:SAMPLE])))
    return high / max(high + ascii_letters, 1)
