"""A bare "Korean" is said of the Korea that the text is about."""

from __future__ import annotations

from collections.abc import Sequence

from watch1718.core.reader.mentions import Scanned
from watch1718.core.reader.taxonomy import DPRK
from watch1718.core.reader.text import Sentence

_SOUTH = "KR"
_UNSAID = "KX"  # the lexicon's key for Korea without north or south


def settle_bare_names(read: Sequence[tuple[Sentence, Scanned]]) -> tuple[tuple[Sentence, Scanned], ...]:
    """Give every bare name of Korea to the North where the text never names the South, else to the South."""
    named = {party.value for _, scanned in read for party in scanned.of("party")}
    if _UNSAID not in named:
        return tuple(read)
    code = DPRK if DPRK in named and _SOUTH not in named else _SOUTH
    return tuple((sentence, _with(scanned, code)) for sentence, scanned in read)


def _with(scanned: Scanned, code: str) -> Scanned:
    return Scanned(scanned.tokens, tuple(m._replace(value=code) if m.value == _UNSAID else m for m in scanned.mentions))
