"""The newsroom under its lasting name."""

from watch1718.adapters.web import RequestsWeb
from watch1718.newsroom import DAYS, NAME, Newsroom, NewsroomWeb, sources


def test_a_lasting_name_reaches_the_newsroom_wherever_it_is_served():
    """Addresses of a rehearsal do not depend on the port that was free."""
    source = next(one for one in sources(NAME) if one.id == "harbour_wire")
    with Newsroom(DAYS[0], base_url=NAME) as room:
        answer = NewsroomWeb(RequestsWeb(allow_loopback=True), room.url).get(source.url, source)
    assert answer.final_url == answer.url == source.url
    assert NAME.encode() in answer.body
    assert b"127.0.0.1" not in answer.body
