"""PDF files written by hand, byte by byte: whole ones and broken ones."""

from __future__ import annotations

import zlib
from collections.abc import Sequence


def pdf(pages: Sequence[Sequence[str]], *, kids: str = "", extra: str = "", end: bool = True) -> bytes:
    """A file with these pages of lines; ``kids`` and ``extra`` put something of their own into the tree."""
    objects = ["<< /Type /Catalog /Pages 2 0 R " + extra + ">>"]
    numbers = [4 + 2 * n for n in range(len(pages))]
    named = kids or " ".join(f"{n} 0 R" for n in numbers)
    objects += [f"<< /Type /Pages /Kids [{named}] /Count {max(len(pages), 1)} >>"]
    objects += ["<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    for number, lines in zip(numbers, pages, strict=True):
        font = "/Resources << /Font << /F1 3 0 R >> >>"
        objects += [f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {font} /Contents {number + 1} 0 R >>"]
        objects += [
            _stream("BT /F1 10 Tf 72 740 Td 14 TL " + " ".join(f"({_escaped(line)}) Tj T*" for line in lines) + " ET")
        ]
    return _file([one.encode("latin-1") for one in objects], end=end)


def bomb(size: int) -> bytes:
    """A page whose packed words unpack to so many bytes."""
    packer, piece = zlib.compressobj(9), b"(a) Tj " * 100_000
    packed = b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()
    head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>", b"<< >>", page]
    return _file([*objects, head + packed + b"\nendstream"], end=True)


def _stream(words: str) -> str:
    return f"<< /Length {len(words)} >>\nstream\n{words}\nendstream"


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects: Sequence[bytes], *, end: bool) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010} 00000 n \n" for at in places)
    tail = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n"
    return body + (table + tail).encode() + (b"%%EOF\n" if end else b"")
