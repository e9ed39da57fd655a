"""The Grafana dashboard: every panel's question runs as the role that dashboards have."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import text

from watch1718.adapters import views

BOARD = json.loads((views.folder() / "dashboards" / "grafana.json").read_text("utf-8"))


@pytest.mark.parametrize("panel", BOARD["panels"], ids=lambda panel: panel["title"])
def test_a_panel_asks_what_the_dashboard_role_may(engine, panel):
    """Each question runs with Grafana's macros filled in, as role dashboard."""
    (target,) = panel["targets"]
    question = re.sub(
        r"\$__timeFilter\((\w+)\)", r"\1 between date '2026-03-01' and date '2026-03-31'", target["rawSql"]
    )
    assert "$" not in question
    with engine.connect() as connection:
        connection.execute(text("set local role dashboard"))
        names = list(connection.execute(text(question)).keys())
    assert names
    if target["format"] == "time_series":
        assert names[0] == "time"


def test_panels_have_a_place_and_an_id_of_their_own():
    """No two panels share an id or lie on one another, and all stand on Grafana's 24 columns."""
    places = set()
    for panel in BOARD["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & places
        assert at["x"] + at["w"] <= 24
        places |= cells
    assert len({panel["id"] for panel in BOARD["panels"]}) == len(BOARD["panels"])
