"""The desk: today's edition as a page among Airflow's own, for people whom Airflow has let in.

Airflow does not guard the pages of a plugin; the app does so itself, for every route that it has or will have.
"""

# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

from html import escape
from http import HTTPStatus

from airflow.api_fastapi.auth.managers.models.resource_details import AccessView
from airflow.api_fastapi.core_api.security import requires_access_view
from fastapi import Depends, FastAPI
from fastapi.responses import HTMLResponse

from watch1718.errors import NoDatabase, Watch1718Error

PREFIX, NAME = "/watch1718", "Edition"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
PLAIN = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}}</style>
<h1>{title}</h1><p>{why}</p></html>
"""

app = FastAPI(
    title=NAME,
    docs_url=None,
    redoc_url=None,
    openapi_url=None,
    dependencies=[Depends(requires_access_view(AccessView.WEBSITE))],
)


@app.get("/today")
def today() -> HTMLResponse:
    """The newest edition of the live world, as its report shows it; else why there is none."""
    from watch1718 import office

    try:
        path, _ = office.write_report(None, rehearsal=False)
    except NoDatabase:
        return _plain("The database does not answer", "What is red: watch1718 status", HTTPStatus.SERVICE_UNAVAILABLE)
    except Watch1718Error as error:
        return _plain("No edition yet", str(error), HTTPStatus.OK)
    return HTMLResponse(path.read_text(encoding="utf-8"), headers=HEADERS)


def _plain(title: str, why: str, status: HTTPStatus) -> HTMLResponse:
    page = PLAIN.format(title=escape(title), why=escape(why))
    return HTMLResponse(page, status_code=status, headers=HEADERS)
