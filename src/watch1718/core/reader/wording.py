"""A claim in one English sentence, for people who read no codes."""

from __future__ import annotations

from collections.abc import Mapping

from watch1718.core.claim import Stage, Stance

_UNSAID = "XX"
_WHAT = {
    "military_training_and_advice": "troops, military training or advice",
    "military_dual_use_and_catch_all": "military dual-use goods",
    "nuclear": "nuclear material or know-how",
    "ballistic_missile": "ballistic missiles or their technology",
    "wmd_and_dual_use_items": "dual-use items for weapons of mass destruction",
    "space_and_satellite_cooperation": "help with space and satellites",
    "scientific_technical_cooperation": "scientific and technical cooperation",
    "iron_and_minerals": "iron and minerals",
    "food_agri_exports": "food and farm products",
    "earth_stone_wood": "earth, stone or wood",
    "machinery_electrical_exports": "machinery and electrical goods",
    "condensates_ngl": "condensates or natural gas liquids",
    "industrial_machinery_metals": "industrial machinery or metals",
    "transport_vehicles": "vehicles",
    "helicopters_vessels": "helicopters or vessels",
    "asset_freeze_travel_ban": "funds, resources or travel of listed parties",
    "banking": "banking services",
    "financial_transactions_bulk_cash": "cash, crypto-assets or financial services",
    "trade_financial_support": "credit or other support for trade",
    "joint_ventures": "a joint venture",
    "cargo_inspection_seizure": "cargo that had to be inspected",
    "vessel_flag_insurance_services": "a flag, insurance or other ship services",
    "ship_to_ship_transfer": "cargo from ship to ship",
    "port_entry": "ships that had to be kept out of port",
    "air": "air services",
    "overseas_workers": "workers",
    "diplomatic_limits": "diplomats who broke the limits on them",
    "real_estate": "diplomatic property for other uses",
    "refined_petroleum": "refined oil",
}
_STEP = {
    Stage.SPECULATION: "could supply {what}",
    Stage.TALKS: "is in talks about supplying {what}",
    Stage.OFFER: "is willing or plans to supply {what}",
    Stage.AGREEMENT: "agreed to supply {what}",
    Stage.UNDER_WAY: "is supplying {what}",
    Stage.DELIVERED: "has supplied {what}",
    Stage.USED: "has supplied {what} that is in use",
}
_SAYS = {
    Stance.ASSERTED: "According to {sayer}, {fact}.",
    Stance.ALLEGED: "It is alleged by {sayer}{possibly} that {fact}.",
    Stance.DENIED: "It is denied that {fact}.",
    Stance.DISPUTED: "It is said by some and denied by others that {fact}.",
}


def tell(
    category: str,
    sides: tuple[str, str],
    stage: Stage,
    stance: Stance,
    *,
    sayer: str,
    enforcement: bool,
    names: Mapping[str, str],
) -> str:
    """Say who is said to do what for whom, how far along, how firmly and by whom."""
    fact = _fact(category, sides, stage, names)
    if enforcement and stage is not Stage.OWN_CONDUCT:
        fact = f"a step was taken against conduct by which {fact}"
    possibly = ", as a possibility," if stage is Stage.SPECULATION else ""
    return _SAYS[stance].format(sayer=sayer, possibly=possibly, fact=fact)


def _fact(category: str, sides: tuple[str, str], stage: Stage, names: Mapping[str, str]) -> str:
    supplier, recipient = sides
    what = _WHAT.get(category, category.replace("_", " "))
    if stage is Stage.OWN_CONDUCT:
        works = "a nuclear" if category == "nuclear" else "a ballistic missile"
        return f"{_name(supplier, names)} tests, launches or builds for {works} programme of its own"
    if not recipient:
        return f"{_name(supplier, names)} took {what} by theft"
    return f"{_name(supplier, names)} {_STEP[stage].format(what=what)} to {_name(recipient, names)}"


def _name(code: str, names: Mapping[str, str]) -> str:
    return "a party not named" if code == _UNSAID else names.get(code, code)
