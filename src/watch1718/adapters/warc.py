"""Evidence as a WARC 1.1 file: what auditors and web archives read.

Each capture is one ``response`` record (the body as stored, its content encoding undone); each quote a ``metadata``
record that refers to it. Where the licence keeps no more than an excerpt, a ``resource`` record holds that instead.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any, BinaryIO
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from watch1718.core.cited import Cited
from watch1718.core.snapshot import Snapshot
from watch1718.core.source import EvidenceLevel
from watch1718.errors import Quarantine

VERSION = "1.1"
UNDONE = {"content-encoding", "transfer-encoding", "content-length"}
Body = Callable[[str], bytes]


def write(out: BinaryIO, cited: Iterable[Cited], body: Body, *, name: str, software: str) -> Mapping[str, int]:
    """Write everything that these quotes rest on; counts of captures, quotes and what is not stored any more."""
    writer = WARCWriter(out, gzip=name.endswith(".gz"), warc_version=VERSION)
    info = {
        "software": software,
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/",
    }
    writer.write_record(writer.create_warcinfo_record(name, info))
    counts, written = {"captures": 0, "quotes": 0, "missing": 0}, set[str]()
    for one in cited:
        key = one.excerpt.blob if one.level is EvidenceLevel.EXCERPT and one.excerpt else one.snapshot.id
        if key not in written:
            written.add(key)
            found = _write_kept(writer, one, body)
            counts["captures" if found else "missing"] += 1
        writer.write_record(_quote(writer, one, _record_id(key)))
        counts["quotes"] += 1
    return counts


def _write_kept(writer: Any, one: Cited, body: Body) -> bool:
    excerpt = one.excerpt if one.level is EvidenceLevel.EXCERPT else None
    try:
        stored = body(excerpt.blob if excerpt else one.snapshot.blob or "")
    except (KeyError, Quarantine):
        return False
    if excerpt or one.snapshot.status is None:
        kind = "text/plain; charset=utf-8" if excerpt else one.snapshot.headers.get("content-type", "text/plain")
        key = excerpt.blob if excerpt else one.snapshot.id
        writer.write_record(_record(writer, one.snapshot, "resource", stored, key, kind=kind))
    else:
        writer.write_record(_record(writer, one.snapshot, "response", stored, one.snapshot.id, http=_http(one, stored)))
    return True


def _record(
    writer: Any, shot: Snapshot, kind_of: str, stored: bytes, key: str, *, kind: str = "", http: Any = None
) -> Any:
    headers = {"WARC-Date": _moment(shot.captured_at), "WARC-Record-ID": _record_id(key)}
    address = shot.final_url or shot.url
    more = {"warc_content_type": kind} if kind else {}
    return writer.create_warc_record(
        address, kind_of, payload=BytesIO(stored), http_headers=http, warc_headers_dict=headers, **more
    )


def _http(one: Cited, stored: bytes) -> StatusAndHeaders:
    """The answer's own headers, but for those that speak of bytes that were unpacked."""
    code = one.snapshot.status or 0
    phrase = HTTPStatus(code).phrase if code in HTTPStatus._value2member_map_ else "Unknown"
    given = [(_line(name), _line(value)) for name, value in one.snapshot.headers.items() if name.lower() not in UNDONE]
    return StatusAndHeaders(f"{code} {phrase}", [*given, ("content-length", str(len(stored)))], protocol="HTTP/1.1")


def _quote(writer: Any, one: Cited, refers_to: str) -> Any:
    said = {
        "alert": one.alert,
        "claim": one.claim,
        "quote": one.quote,
        "span": [one.span.start, one.span.end],
        "document": one.document,
        "document_version": one.version,
        "evidence_level": one.level.value,
        "body_sha256": one.snapshot.blob,
    }
    body = json.dumps(said, ensure_ascii=False, indent=1).encode()
    headers = {
        "WARC-Date": _moment(one.snapshot.captured_at),
        "WARC-Record-ID": _record_id(f"quote:{one.claim}"),
        "WARC-Refers-To": refers_to,
    }
    return writer.create_warc_record(
        one.snapshot.final_url or one.snapshot.url,
        "metadata",
        payload=BytesIO(body),
        warc_headers_dict=headers,
        warc_content_type="application/json",
    )


def _record_id(key: str) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, 'watch1718:' + key)}>"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _line(text: str) -> str:
    return " ".join(text.split())
