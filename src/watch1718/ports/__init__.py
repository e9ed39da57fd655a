"""What the steps ask of the world. ``bootstrap`` alone knows who answers."""

from watch1718.ports.capture import Answer, Bodies, Captures, Folders, Look, Parser, Quarantined, Taken, Web
from watch1718.ports.ledger import Evidence, Exposure, Ledger
from watch1718.ports.publishing import Audit, Editions, Notices
from watch1718.ports.reading import Adoptions, Documents, DocumentVersion, Judged, Reader, Readings
from watch1718.ports.running import Clock, Locks, Runs
from watch1718.ports.un_list import Copy, Lists
from watch1718.ports.world import World

__all__ = [
    "Adoptions",
    "Answer",
    "Audit",
    "Bodies",
    "Captures",
    "Clock",
    "Copy",
    "DocumentVersion",
    "Documents",
    "Editions",
    "Evidence",
    "Exposure",
    "Folders",
    "Judged",
    "Ledger",
    "Lists",
    "Locks",
    "Look",
    "Notices",
    "Parser",
    "Quarantined",
    "Reader",
    "Readings",
    "Runs",
    "Taken",
    "Web",
    "World",
]
