"""``watch1718 read`` on one file in each language, started anew with its knowledge kept from an earlier run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.figure import Figure

SAID = {
    "ar": "أرسلت كوريا الشمالية صواريخ إلى روسيا الشهر الماضي.",
    "en": "North Korea shipped artillery shells to Russia by rail last month, officials said.",
    "es": "Corea del Norte envió proyectiles de artillería a Rusia el mes pasado.",
    "fr": "La Corée du Nord a livré des obus d'artillerie à la Russie le mois dernier.",
    "ja": "北朝鮮は先月、ロシアに砲弾を輸出した。",
    "ko": "북한이 지난달 러시아에 포탄을 보냈다.",
    "ru": "КНДР поставила России ракеты в прошлом месяце.",
    "zh": "朝鲜上个月向俄罗斯出口炮弹。",
}
ROUNDS = 3


def figures() -> Iterator[Figure]:
    """The least of some runs by the clock, and the processor's share of it."""
    with TemporaryDirectory() as folder:
        for language, text in SAID.items():
            file = Path(folder) / f"{language}.txt"
            file.write_text(text, encoding="utf-8")
            _run(file)
            wall, busy = min(_run(file) for _ in range(ROUNDS))
            yield Figure(f"loading: read in {language}, warm", wall, 1.5, "s", note=f"{busy:.2f} s of processor time")


def _run(file: Path) -> tuple[float, float]:
    program = Path(sys.executable).with_name("watch1718")
    before, start = os.times(), perf_counter()
    home = {**os.environ, "WATCH1718_HOME": str(file.parent / "home")}
    subprocess.run([program, "read", file], env=home, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    busy = after.children_user - before.children_user + after.children_system - before.children_system
    return perf_counter() - start, busy
