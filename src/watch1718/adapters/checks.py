"""The gate: Great Expectations on a candidate edition's rows; the expectations are data in ``sql/expectations``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Engine, text

from watch1718.adapters import views
from watch1718.adapters.rules import checked
from watch1718.errors import BadFile

SHOWN = 200


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expectation(_File):
    """One expectation: what must hold, whether a failure blocks, and what it would mean."""

    type: str = Field(pattern="^expect_[a-z_]+$")
    column: str = ""
    kwargs: dict[str, Any] = Field(default_factory=dict)
    severity: Literal["fail", "warn"]
    meaning: str = Field(min_length=10)


class ExpectationFile(_File):
    """sql/expectations/<view>.yml: which rows of an edition, and what is expected of them."""

    rows: str = Field(pattern=":edition")
    expectations: list[Expectation] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How one expectation ended on one edition."""

    expectation: str
    relation: str
    subject: str
    severity: str
    success: bool
    meaning: str
    observed: str

    @property
    def blocks(self) -> bool:
        """Say whether a failure keeps the edition from being shown."""
        return self.severity == "fail"

    def row(self, edition: str, ordinal: int) -> dict[str, Any]:
        """Give it as a row of ``gate_result``."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {"edition": edition, "ordinal": ordinal, **values}


def expectation_files(folder: Path | None = None) -> dict[str, ExpectationFile]:
    """Read every expectation file by the view it guards. Raises BadFile."""
    where = folder or views.folder() / "expectations"
    found = {path.stem: checked(path, ExpectationFile)[0] for path in sorted(where.glob("*.yml"))}
    if not found:
        raise BadFile(str(where), 1, "expectations", "the folder holds no file: an edition without checks is not shown")
    return found


def run(engine: Engine, edition: str, folder: Path | None = None) -> list[CheckResult]:
    """Hold the candidate's rows against every expectation; what fails is a result, not an exception."""
    files = expectation_files(folder)
    frames = _frames(engine, edition, files)
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx  # noqa: PLC0415  the import costs seconds that only the gate pays
    from great_expectations.data_context.types import base  # noqa: PLC0415

    in_memory = base.InMemoryStoreBackendDefaults(init_temp_docs_sites=False)  # no folder of pages that nobody reads
    config = base.DataContextConfig(
        store_backend_defaults=in_memory, progress_bars=base.ProgressBarsConfig(globally=False)
    )
    context = gx.get_context(mode="ephemeral", project_config=config)
    rows = context.data_sources.add_pandas("edition")
    return [one for view, file in files.items() for one in _judge(rows, view, file.expectations, frames[view])]


def _frames(engine: Engine, edition: str, files: Mapping[str, ExpectationFile]) -> dict[str, Any]:
    import pandas as pd  # noqa: PLC0415  the import costs seconds that only the gate pays

    frames = {}
    with engine.connect() as connection:
        for view, file in files.items():
            found = connection.execute(text(file.rows), {"edition": edition})
            columns = list(found.keys())
            frames[view] = pd.DataFrame([tuple(row) for row in found], columns=columns, dtype=object)
    return frames


def _judge(rows: Any, view: str, expectations: Sequence[Expectation], frame: Any) -> Iterator[CheckResult]:
    from great_expectations import ExpectationSuite  # noqa: PLC0415
    from great_expectations.expectations.expectation_configuration import (  # noqa: PLC0415
        ExpectationConfiguration,
    )

    batch = rows.add_dataframe_asset(view).add_batch_definition_whole_dataframe("all")
    suite = ExpectationSuite(name=view)
    for one in expectations:
        kwargs = {**one.kwargs, **({"column": one.column} if one.column else {})}
        suite.add_expectation_configuration(ExpectationConfiguration(type=one.type, kwargs=kwargs))
    found = batch.get_batch(batch_parameters={"dataframe": frame}).validate(suite).results
    for one, result in zip(expectations, found, strict=True):
        yield _result(view, one, result.to_json_dict())


def _result(view: str, one: Expectation, found: Mapping[str, Any]) -> CheckResult:
    subject = one.column or "/".join(str(value) for key, value in one.kwargs.items() if key.startswith("column_"))
    trouble = _trouble(found["exception_info"])
    observed = f"could not be checked: {trouble}" if trouble else _observed(found["result"])
    return CheckResult(
        one.type, view, subject or "rows", one.severity, bool(found["success"]), one.meaning, observed[:SHOWN]
    )


def _trouble(info: Mapping[str, Any]) -> str:
    """What kept an expectation from being checked: told once, or once a metric."""
    told = [info] if "raised_exception" in info else list(info.values())
    return "; ".join(sorted({one["exception_message"] for one in told if one["raised_exception"]}))


def _observed(result: Mapping[str, Any]) -> str:
    if "observed_value" in result:
        return str(result["observed_value"])
    unexpected = result.get("unexpected_count", 0)
    total = result.get("element_count", 0)
    values = json.dumps(result.get("partial_unexpected_list", [])[:3], ensure_ascii=False, default=str)
    return f"{unexpected} of {total} rows: {values}" if unexpected else f"{total} rows"
