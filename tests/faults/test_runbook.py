"""Every reason that capture can give is explained to whoever has to act on it."""

from __future__ import annotations

import re
from pathlib import Path

import watch1718
from watch1718.adapters.stubs import STUB_SIGNS

ADAPTERS = Path(watch1718.__file__).parent / "adapters"
CAPTURE = ("web", "address", "unpack", "bodies", "characters", "feeds", "pages", "press")
RAISED = re.compile(r'(?:FetchFailed|Blocked|Quarantine|NotADocument)\(\s*"([a-z0-9_]+)"')
NAMED = re.compile(r'return "([a-z_]+)"')


def test_every_reason_is_in_the_runbook():
    """No reason code is raised that the runbook does not explain."""
    text = "\n".join((ADAPTERS / f"{name}.py").read_text("utf-8") for name in CAPTURE)
    web = (ADAPTERS / "web.py").read_text("utf-8")
    reasons = {*RAISED.findall(text), *NAMED.findall(web), *STUB_SIGNS}
    page = (Path(__file__).parents[2] / "docs" / "runbooks" / "source_failing.md").read_text("utf-8")
    assert len(reasons) > 30
    assert sorted(reason for reason in reasons if f"`{reason}`" not in page) == []
