"""What the database is, and what knowledge it has loaded."""

from sqlalchemy import Boolean, Date, Float, Integer, Table, text

from watch1718.adapters.tables.columns import key, may, metadata, must, time

world = Table("world", metadata, key("origin"), time("stamped_at"))

knowledge_version = Table(
    "knowledge_version",
    metadata,
    key("kind"),  # catalogue, lexicon, reader
    key("version"),
    time("loaded_at"),
    must("sequence", Integer, server_default=text("1")),
)

category = Table(
    "category",
    metadata,
    key("catalogue_version"),
    key("key"),
    must("group_name"),
    must("violation", Boolean),
    must("label"),
    must("definition"),
    must("position", Integer),
)

measure = Table(
    "measure",
    metadata,
    key("catalogue_version"),
    key("id"),
    must("symbol"),
    must("resolution"),
    must("paragraph"),
    must("entry"),
    must("force"),
    must("binding"),
    must("category"),
    must("direction"),
    must("duty"),
    must("items"),
    must("obligated"),
    must("in_force_from", Date),
    may("in_force_to", Date),
    must("confirmed", Boolean),
    must("cite"),
    may("cap_quantity", Float),  # null: no ceiling
    must("cap_unit", server_default=text("''")),
    must("cap_period", server_default=text("''")),
    must("cap_anchor", server_default=text("''")),
    must("cap_or_quantity", Float, server_default=text("0")),
    must("cap_or_unit", server_default=text("''")),
)
