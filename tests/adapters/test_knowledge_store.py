"""The knowledge at work: measures, categories and versions in tables."""

from datetime import date

from adapters.samples import NOON, later
from sqlalchemy import select

from watch1718.adapters import knowledge_store, tables
from watch1718.core.measure import Catalogue, Category, Measure

MEASURE = Measure(
    id="S/RES/1718-8b",
    resolution="1718",
    symbol="S/RES/1718 (2006)",
    paragraph="8(b)",
    entry="measure",
    force="decides",
    binding="binding",
    category="arms_export",
    direction="export_from_dprk",
    duty="No arms from the DPRK.",
    items="arms",
    obligated="all States",
    in_force_from=date(2006, 10, 14),
    in_force_to=None,
    confirmed=False,
)
CATALOGUE = Catalogue("c1", (MEASURE,), (Category("arms_export", "arms", True, "Arms from the DPRK", "…"),))


def test_loading_twice(engine):
    """Loading the same knowledge twice leaves one row each."""
    for minutes in (0, 5):
        knowledge_store.load(engine, CATALOGUE, "x1", "r1", later(minutes))
    with engine.connect() as connection:
        (measure,) = connection.execute(select(tables.measure)).all()
        (category,) = connection.execute(select(tables.category)).all()
        versions = connection.execute(select(tables.knowledge_version).order_by("kind")).all()
    assert (measure.cite, measure.in_force_to) == ("1718 ¶8(b)?", None)
    assert (category.key, category.position) == ("arms_export", 0)
    assert [(row.kind, row.version, row.sequence, row.loaded_at) for row in versions] == [
        ("catalogue", "c1", 1, NOON),
        ("lexicon", "x1", 1, NOON),
        ("reader", "r1", 1, NOON),
    ]


def test_going_on_and_going_back(engine):
    """The version loaded last is the one at work, also after a return to an older one."""
    assert knowledge_store.current(engine, "reader") is None
    for name in ("r1", "r2", "r1"):
        knowledge_store.load(engine, CATALOGUE, "x1", name, NOON)
        assert knowledge_store.current(engine, "reader") == name
