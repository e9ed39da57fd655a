"""The newsroom: invented news of invented publishers, served on loopback for the rehearsal.

    pages/<source>/*.md ─stories─▶ Story ─newsstand─▶ Reply ─server─▶ http://127.0.0.1:…

Nothing in it is real news; each page, feed and list says so.
"""

from watch1718.newsroom.newsstand import sources
from watch1718.newsroom.server import Newsroom
from watch1718.newsroom.stories import Story, on_show, stories
from watch1718.newsroom.web import NAME, NewsroomWeb
from watch1718.newsroom.world import DAYS, Day

__all__ = ["DAYS", "NAME", "Day", "Newsroom", "NewsroomWeb", "Story", "on_show", "sources", "stories"]
