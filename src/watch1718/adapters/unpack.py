"""Content encodings undone by hand: under a cap, and to the end of the stream."""

from __future__ import annotations

import zlib

from watch1718.errors import FetchFailed, Quarantine

ACCEPT = "gzip, deflate"
GZIP = 31
_STEP = 1 << 20


def encoding_of(header: str, url: str) -> str:
    """Read a Content-Encoding; a chain of them, or one that was never asked for, is set aside."""
    chain = [word for word in header.lower().replace(" ", "").split(",") if word not in {"", "identity"}]
    if len(chain) > 1:
        raise Quarantine("encoding_chain", f"{url} {header[:80]}")
    if chain and chain[0] not in {"gzip", "x-gzip", "deflate"}:
        raise Quarantine("encoding", f"{url} {header[:80]} was never asked for")
    return chain[0] if chain else ""


def unpack(body: bytes, encoding: str, *, cap: int, url: str) -> bytes:
    """Undo one encoding under a cap; raises on a bomb, or a stream that does not reach its end."""
    if not encoding or not body:
        return body
    if encoding == "deflate":
        return _inflate(body, zlib.MAX_WBITS if body[0] & 0x0F == zlib.DEFLATED else -zlib.MAX_WBITS, cap, url)[0]
    return gunzip(body, cap=cap, url=url)


def gunzip(body: bytes, *, cap: int, url: str) -> bytes:
    """Unpack all members of a gzip body; zeros may follow, half a member may not."""
    whole, rest = b"", body
    while rest.strip(b"\0"):
        part, rest = _inflate(rest, GZIP, cap - len(whole), url)
        whole += part
    return whole


def _inflate(body: bytes, wbits: int, cap: int, url: str) -> tuple[bytes, bytes]:
    """Unpack one stream; gives what it held and what stands behind it."""
    engine, pieces, room, rest = zlib.decompressobj(wbits), [], cap + 1, body
    try:
        while not engine.eof and room > 0:
            piece = engine.decompress(rest, min(room, _STEP))
            rest = engine.unconsumed_tail
            if not piece and not rest:
                break
            pieces.append(piece)
            room -= len(piece)
    except zlib.error as wrong:
        raise FetchFailed("damaged_encoding", url, str(wrong)) from wrong
    if room <= 0:
        raise Quarantine("bomb", f"{url} unpacks to more than {cap} bytes")
    if not engine.eof:
        raise FetchFailed("truncated_gzip", url, "the packed body stops before its end")
    return b"".join(pieces), engine.unused_data
