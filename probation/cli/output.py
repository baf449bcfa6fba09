"""How the command line prints a frame: aligned text, CSV or JSON."""

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def print_table(frame: "pd.DataFrame") -> None:
    """Words to the left, numbers to the right with one decimal, missing values blank."""
    import pandas as pd

    columns = []
    for name, values in frame.items():
        cells = [str(name), *map(_cell, values)]
        width = max(map(len, cells))
        numbers = pd.api.types.is_numeric_dtype(values)
        columns.append([c.rjust(width) if numbers else c.ljust(width) for c in cells])
    for row in zip(*columns, strict=True):
        print("  ".join(row).rstrip())


def print_csv(frame: "pd.DataFrame") -> None:
    """The frame and nothing else: numbers as they are, missing values empty."""
    frame.to_csv(sys.stdout, index=False, lineterminator="\n")


def print_json(value: Mapping[str, Any] | list[dict[str, Any]]) -> None:
    """JSON with no NaN in it."""
    print(json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False))


def print_published(found: Mapping[str, list[dict[str, Any]]]) -> None:
    """The report on the bulletin as text: figures, statements, then the audit's findings."""
    import pandas as pd

    figures = pd.DataFrame(found["figures"], dtype=object)
    figures["verdict"] = [_verdict(figure) for figure in found["figures"]]
    print_table(figures[["id", "where", "printed", "computed", "verdict"]])
    print("\nStatements")
    for statement in found["statements"]:
        holds = {True: "holds", False: "does not hold", None: "cannot be decided"}
        print(f"- {statement['text']}\n    {holds[statement['holds']]}: {statement['how']}")
    print("\nWhat the audit finds in the published figures themselves")
    for finding in found["audit"]:
        print(f"- {finding['where']} ({finding['rule']})\n    {finding['finding']}")
        if finding["may_have_been"]:
            print(f"    May have been: {finding['may_have_been']}")


def _verdict(figure: Mapping[str, Any]) -> str:
    if not figure["possible"]:
        return f"impossible: {figure['reason']}"
    return {True: "matches", False: "differs", None: ""}[figure["matches"]]


def records(frame: "pd.DataFrame") -> list[dict[str, Any]]:
    """The rows as JSON objects: missing is null, numbers are as they are."""
    present = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in present.to_dict("records")]


def _cell(value: Any) -> str:
    if value is None or value != value:  # None or NaN
        return ""
    # adding nought takes the minus from -0
    return f"{round(value, 1) + 0:.1f}" if isinstance(value, float) else str(value)


def print_progress(share: float, doing: str) -> None:
    """How far something is, beside the output."""
    print(f"{share:4.0%} {doing}", file=sys.stderr, flush=True)
