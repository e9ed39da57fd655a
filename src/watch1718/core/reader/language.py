"""Which language a text is in: script first, then the commonest words of each language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from watch1718.core.reader.lexicon import Tongue

_SAMPLE = 1500
_LEAST_SHARE = 0.1
_SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]")),
    ("arabic", re.compile(r"[\u0600-\u06ff]")),
    ("latin", re.compile(r"[A-Za-zÀ-ỹ]")),
)
_WORD = re.compile(r"[^\W\d_]+")


def detect(text: str, tongues: Mapping[str, Tongue]) -> str:
    """Name the language, "und" where none fits."""
    sample = text[:_SAMPLE]
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS}
    total = sum(counts.values())
    if not total:
        return "und"
    for name, share in (("ko", 0.15), ("ja", 0.1), ("zh", 0.2)):
        if counts[name] > share * total:
            return name
    script = max(("cyrillic", "arabic", "latin"), key=lambda one: counts[one])
    words = Counter(_WORD.findall(sample.casefold()))
    ranked = [(sum(words[w] for w in lang.common), code) for code, lang in tongues.items() if lang.script == script]
    best, code = max(ranked, default=(0, "und"))
    # A text of a language that we do not know shares a few short words with one that we do.
    return code if best >= _LEAST_SHARE * words.total() else "und"
