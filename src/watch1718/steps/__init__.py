"""The steps: each takes all that its input has unread, calls the pure core and writes by upsert.

A step may be killed anywhere and run again: keys are content hashes, and each record is one
transaction. Only here are errors caught: a failed capture is a snapshot, an unreadable record a
quarantine row, and everything else goes on.
"""

from watch1718.steps.adopt import adopt, weigh
from watch1718.steps.audit import audit
from watch1718.steps.capture import capture, due, judge_volume
from watch1718.steps.evidence import keep_excerpts, purge, verify
from watch1718.steps.match import fold, match, rescreen
from watch1718.steps.notify import notify
from watch1718.steps.publish import attest_and_build, gate, publish
from watch1718.steps.read import read
from watch1718.steps.recorded import Counts, recorded
from watch1718.steps.take import take
from watch1718.steps.un_list import capture_list, guard_list, take_list

__all__ = [
    "Counts",
    "adopt",
    "attest_and_build",
    "audit",
    "capture",
    "capture_list",
    "due",
    "fold",
    "gate",
    "guard_list",
    "judge_volume",
    "keep_excerpts",
    "match",
    "notify",
    "publish",
    "purge",
    "read",
    "recorded",
    "rescreen",
    "take",
    "take_list",
    "verify",
    "weigh",
]
