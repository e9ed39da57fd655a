"""Content encodings undone by hand: under a cap, and to the end of the stream."""

from __future__ import annotations

import zlib

from watch1718.errors import FetchFailed, Quarantine

ACCEPT = "gzip, deflate"
GZIP = 31
_STEP = 1 << 20


def unpack(body: bytes, encoding: str, *, cap: int, url: str) -> bytes:
    """Undo one Content-Encoding; raises on a chain of them, a bomb, or a stream that does not reach its end."""
    chain = [word for word in encoding.lower().replace(" ", "").split(",") if word not in {"", "identity"}]
    if len(chain) > 1:
        raise Quarantine("encoding_chain", f"{url} {encoding[:80]}")
    if not chain or not body:
        return body
    if chain[0] in {"gzip", "x-gzip"}:
        return gunzip(body, cap=cap, url=url)
    if chain[0] == "deflate":
        return _inflate(body, zlib.MAX_WBITS if body[0] & 0x0F == zlib.DEFLATED else -zlib.MAX_WBITS, cap, url)[0]
    raise Quarantine("encoding", f"{url} {encoding[:80]} was never asked for")


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
