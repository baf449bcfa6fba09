"""What would change if an extract took the place of the case set that everybody is shown."""

from collections.abc import Mapping
from contextlib import closing

import pandas as pd

from probation.disclosure.estimates.cases import inspections
from probation.domain.vocabulary import Dimension
from probation.domain.wording import counted
from probation.store.connection import Store, open_store
from probation.store.record import Generation


def preview(now: Store, extract: Generation) -> pd.DataFrame:
    """``changes`` of a store. An area has the name that the extract gives it.

    Raises ProbationError where one of the two cannot be opened or read.
    """
    with closing(open_store(extract.path, extract)) as then:
        labels = {**now.codes[Dimension.AREA], **then.codes[Dimension.AREA]}
        return changes(inspections(now), inspections(then), labels)


def changes(now: pd.DataFrame, then: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """One row an area: the inspections that count now and would count then, as a reader sees it.

    now, then: as of estimates.cases.inspections. An inspection superseded in the extract is
    named with what supersedes it.
    """
    areas = list(dict.fromkeys([*now["area"].astype(str), *then["area"].astype(str)]))
    rows = {area: (_counting(now, area), _counting(then, area)) for area in areas}
    table = pd.DataFrame(
        {
            "Shown to everybody": [before or "none" for before, _ in rows.values()],
            "In the extract": [after or "none" for _, after in rows.values()],
            "Superseded in the extract": [_superseded(then, area) for area in rows],
        },
        index=pd.Index([labels.get(area, area) for area in rows], name="Area"),
    )
    if not table["Superseded in the extract"].any():
        table = table.drop(columns="Superseded in the extract")
    total = [counted(int(f.loc[f["latest"], "cases"].sum()), "case") for f in (now, then)]
    table.loc["All areas"] = [*total, *[""] * (len(table.columns) - 2)]
    return table


def _counting(frame: pd.DataFrame, area: str) -> str:
    return _inspections(frame[(frame["area"].astype(str) == area) & frame["latest"]])


def _superseded(frame: pd.DataFrame, area: str) -> str:
    return _inspections(frame[(frame["area"].astype(str) == area) & ~frame["latest"]])


def _inspections(found: pd.DataFrame) -> str:
    """'80 cases, May 2016; 1 case, June 2017'."""
    return "; ".join(
        f"{counted(r.cases, 'case')}, {r.inspected_on:%B %Y}" for r in found.itertuples()
    )
