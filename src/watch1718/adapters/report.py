"""The day's report."""
from sqlalchemy import Engine
from datetime import date
def render(engine: Engine, origin: str, day: date) -> str:
    return ""
