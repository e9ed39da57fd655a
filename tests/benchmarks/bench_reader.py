"""The reader: texts a second against trafilatura on pages of the same texts, the gate, growth with length, odd texts.

State media and publishers' pages are read where the shared data folder is; invented texts, in which a claim stands in every
third sentence, always.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median
from time import process_time

import trafilatura

from benchmarks.figure import Figure
from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.reader import Lexicon, read
from watch1718.core.reader.gate import opens

SHARED = Path(os.environ.get("WATCH1718_SHARED", Path(__file__).parents[3] / "shared")) / "data"

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
    "Japanese without a stop": ("ja", "北朝鮮がロシアにミサイルを輸出した"),
    "Korean without a stop": ("ko", "북한이 러시아에 미사일을 수출했다 "),
    "Russian without a stop": ("ru", "КНДР поставила России ракеты "),
    "Arabic without a stop": ("ar", "أرسلت كوريا الشمالية صواريخ إلى روسيا "),
    "English in sentences": ("en", "North Korea shipped artillery shells to Russia. The farm sowed maize early. "),
}
NAMED = {"en": "North Korea ", "zh": "朝鲜 ", "ja": "北朝鮮 ", "ko": "북한 ", "ru": "КНДР ", "ar": "كوريا الشمالية "}
TEXTS, MEGABYTE, ROUNDS = 100, 1_000_000, 5


def figures() -> Iterator[Figure]:
    """Measure texts, the gate, then long and odd ones; process time, both sides in turns."""
    lexicon = load_lexicon()
    yield from _beside("invented texts", [_text(number, 18) for number in range(TEXTS)], None, lexicon)
    yield from _beside("state media", list(_state_media()), None, lexicon)
    yield from _beside("publishers' pages", *_publishers(), lexicon)
    yield from _gate(lexicon)
    one, ten = _text(0, 100), _text(0, 1000)
    growth = min(_read([ten], lexicon) for _ in range(ROUNDS)) / min(_read([one], lexicon) for _ in range(ROUNDS))
    yield Figure("reader: ten times the text", growth, 11, "×")
    for name, (language, piece) in ODD.items():
        body = NAMED[language] + piece * (MEGABYTE // len(piece.encode()))
        _read([Document("d", "s", "", NAMED[language] + piece, language)], lexicon)
        yield Figure(f"reader: 1 MB, {name}", _read([Document("d", "s", "", body, language)], lexicon), 5, "s")


def _beside(name: str, texts: list[Document], pages: list[str] | None, lexicon: Lexicon) -> Iterator[Figure]:
    """Texts a second, and how many times as fast as trafilatura is on their pages: bare ones where there are no others."""
    if not texts:
        return
    bare = [PAGE.format(title=one.title, body=f"<p>{'</p><p>'.join(one.text.split('. '))}</p>") for one in texts]
    _read(texts[:1], lexicon)
    ours, theirs = _in_turns(lambda: _read(texts, lexicon), lambda: _extract(bare if pages is None else pages))
    size = sum(len(one.text) for one in texts) / len(texts)
    rate, note = len(texts) / median(ours), f"{len(texts)} of {size:.0f} characters"
    yield Figure(f"reader: {name}, a second", rate, 200, "", at_most=False, note=note)
    ratio = median(their / our for our, their in zip(ours, theirs, strict=True))
    weight = sum(map(len, bare if pages is None else pages)) / len(texts) / 1000
    note = f"{len(texts) / median(theirs):.0f} pages/s of {weight:.0f} kB"
    yield Figure(f"reader: {name}, ÷ trafilatura fast", ratio, 3, "×", at_most=False, note=note)


def _in_turns(ours: Callable[[], float], theirs: Callable[[], float]) -> tuple[list[float], list[float]]:
    rounds = [(ours(), theirs()) for _ in range(ROUNDS)]
    return [our for our, _ in rounds], [their for _, their in rounds]


def _state_media() -> Iterator[Document]:
    path = SHARED / "corpora" / "kcna_2024.jsonl.gz"
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, islice(lines, 0, None, 8)):
                yield Document(row["link"], "s", row["headline"] or "", row["story_text"] or "", "en")


def _publishers() -> tuple[list[Document], list[str]]:
    """Every fourth real page, of any language, and its text, read as English under a headline that opens the gate."""
    paths = sorted((SHARED / "pages" / "fundus").glob("*/*.html.gz"))[::4]
    pages = [gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in paths]
    texts = [trafilatura.extract(page, fast=True) or "" for page in pages]
    return [Document(f"p{i}", "s", "News of North Korea", text, "en") for i, text in enumerate(texts)], pages


def _extract(pages: list[str]) -> float:
    start = process_time()
    for page in pages:
        trafilatura.extract(page, fast=True)
    return process_time() - start


def _gate(lexicon: Lexicon) -> Iterator[Figure]:
    """G1: how fast texts that do not name the DPRK are put aside, against counting their lines; new strings each time."""
    path = SHARED / "corpora" / "english_news_2020_no_dprk.jsonl.gz"
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            bodies = [json.loads(line)["text"].encode() for line in islice(lines, 3000)]
    else:
        bodies = [_text(number, 18).text.replace("North Korea", "Ruritania").encode() for number in range(3000)]
    gate, floor = _in_turns(lambda: _opening(bodies, lexicon), lambda: _counting(bodies))
    size = sum(map(len, bodies)) / 1e6
    ratio = median(low / ours for ours, low in zip(gate, floor, strict=True))
    note = f"{size / median(gate):.0f} MB/s beside {size / median(floor):.0f}"
    yield Figure("reader: G1, gate ÷ bytes.count", ratio, 0.5, "×", at_most=False, note=note)


def _opening(bodies: list[bytes], lexicon: Lexicon) -> float:
    texts = [body.decode() for body in bodies]
    start = process_time()
    for text in texts:
        opens(text, lexicon.gate)
    return process_time() - start


def _counting(bodies: list[bytes]) -> float:
    start = process_time()
    for body in bodies:
        body.count(b"\n")
    return process_time() - start


def _text(number: int, sentences: int) -> Document:
    words = [WRITTEN[(number + place * place) % len(WRITTEN)] for place in range(sentences)]
    return Document(f"d{number}", "s", "News of North Korea", " ".join(words), "en", datetime(2026, 3, 3, tzinfo=UTC))


def _read(texts: list[Document], lexicon: Lexicon) -> float:
    start = process_time()
    for text in texts:
        read(text, lexicon)
    return process_time() - start
