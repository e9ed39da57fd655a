"""The reader: texts a second against trafilatura on pages of the same texts, growth with length, texts that nobody writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from time import process_time

import trafilatura

from benchmarks.figure import Figure
from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.reader import Lexicon, read

WRITTEN = (
    "Pyongyang, March 3. Officials of the Ministry of Railways visited a new school in Wonsan.",
    "North Korea shipped artillery shells to Russia by rail last month, the defence ministry in Seoul said.",
    "The workers of the farm sowed maize early and repaired their tools before the rain came.",
    "Moscow denied that it had received any missiles from Pyongyang.",
    "A delegation of teachers left for Beijing to take part in a meeting on music and sport.",
    "The harvest was better than in the year before, the newspaper wrote.",
)
PAGE = "<html><head><title>{title}</title></head><body><nav>Home News</nav><article>{body}</article></body></html>"
ODD = {
    "one word": ("en", "missile "),
    "no stop": ("en", "North Korea shipped artillery shells to Russia and officials said "),
    "dots": ("en", "."),
    "commas": ("en", ","),
    "no space": ("en", "missilerussia"),
    "Chinese without a stop": ("zh", "朝鲜向俄罗斯出口导弹"),
    "Korean without a stop": ("ko", "북한이 러시아에 미사일을 수출했다 "),
}
NAMED = {"en": "North Korea ", "zh": "朝鲜 ", "ko": "북한 "}
TEXTS, MEGABYTE, ROUNDS = 100, 1_000_000, 3


def figures() -> Iterator[Figure]:
    """Measure texts of the mean length of a report, then long and odd ones; process time, both sides in turns."""
    lexicon = load_lexicon()
    texts = [_text(number, 18) for number in range(TEXTS)]
    pages = [PAGE.format(title=one.title, body=f"<p>{'</p><p>'.join(one.text.split('. '))}</p>") for one in texts]
    _read(texts, lexicon)
    ours = theirs = float("inf")
    for _ in range(ROUNDS):
        ours = min(ours, _read(texts, lexicon))
        start = process_time()
        for page in pages:
            trafilatura.extract(page, fast=True)
        theirs = min(theirs, process_time() - start)
    size = sum(len(one.text) for one in texts) / TEXTS
    yield Figure("reader: texts a second", TEXTS / ours, 200, "", at_most=False, note=f"{size:.0f} characters each")
    yield Figure(
        "reader: ÷ trafilatura fast", theirs / ours, 3, "×", at_most=False, note=f"{TEXTS / theirs:.0f} pages/s"
    )
    one, ten = _text(0, 100), _text(0, 1000)
    growth = min(_read([ten], lexicon) for _ in range(ROUNDS)) / min(_read([one], lexicon) for _ in range(ROUNDS))
    yield Figure("reader: ten times the text", growth, 11, "×")
    for name, (language, piece) in ODD.items():
        body = NAMED[language] + piece * (MEGABYTE // len(piece.encode()))
        yield Figure(f"reader: 1 MB, {name}", _read([Document("d", "s", "", body, language)], lexicon), 5, "s")


def _text(number: int, sentences: int) -> Document:
    words = [WRITTEN[(number + place * place) % len(WRITTEN)] for place in range(sentences)]
    return Document(f"d{number}", "s", "News of North Korea", " ".join(words), "en", datetime(2026, 3, 3, tzinfo=UTC))


def _read(texts: list[Document], lexicon: Lexicon) -> float:
    start = process_time()
    for text in texts:
        read(text, lexicon)
    return process_time() - start
