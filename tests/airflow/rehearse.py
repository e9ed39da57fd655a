"""Run by test_runner in a process of its own: DAGs on fake steps, the real runner, a real PostgreSQL."""

# ruff: noqa: T201 (the test reads what is printed)

from __future__ import annotations

import json
import sys
from pathlib import Path

from dags import fake_world

fake_world.install()

from watch1718.airflow import runner  # noqa: E402 (after the fakes stand)
from watch1718.errors import Misconfigured  # noqa: E402

home, url = Path(sys.argv[1]), sys.argv[2]
conf = {"origin": "rehearsal", "now": "2026-03-04T06:00:00+00:00"}
first = runner.run(
    [("un_list", conf), ("capture", conf), ("read_and_match", conf), ("publish", {**conf, "day": "2026-02-02"})],
    home,
    url,
    print,
)
second = runner.run([("capture", {"newsroom": "http://empty"}), ("capture", {})], home, url, print)
print(json.dumps([[ran.name, ran.values, ran.failure] for ran in first + second]))
print(json.dumps([call for call in fake_world.CALLS if call[0] == "due"]))
try:
    runner.run([("capture", {"sources": ["ctrl_c"]}), ("publish", {})], home, url, print)
except KeyboardInterrupt:
    print("interrupted")
try:
    runner.run([("capture", {"sources": ["wrong_file"]}), ("publish", {})], home, url, print)
except Misconfigured as error:
    print(f"Misconfigured: {error}")
