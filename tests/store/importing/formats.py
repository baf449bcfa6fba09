"""The shipped synthetic case set written in every format and shape an extract may have."""

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from probation.intake import columns
from probation.store.folders import data_folder

Tables = dict[str, pd.DataFrame]


def shipped_tables() -> Tables:
    """cases, priorities and judgements as text, empty cells None."""
    found = {}
    for table in columns.TIDY:
        path = data_folder() / f"synthetic_{table}.csv"
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        found[table] = frame.astype(object).replace("", None)
    return found


def wide(tables: Tables) -> pd.DataFrame:
    """One row a case, with all columns of the wide shape."""
    frame = tables["cases"].set_index("case_id")
    pairs = [tables["priorities"][name] for name in ("case_id", "factor")]
    prior = set(zip(*pairs, strict=True))
    judged = {
        (r.case_id, r.question, r.factor): r.judgement for r in tables["judgements"].itertuples()
    }
    cells: dict[str, list[str | None]] = {}
    for name, factor in columns.WIDE_PRIORITIES.items():
        cells[name] = ["yes" if (case, factor) in prior else "no" for case in frame.index]
    for name, (question, factor) in columns.WIDE_JUDGEMENTS.items():
        cells[name] = [judged.get((case, question, factor)) for case in frame.index]
    more = pd.DataFrame(cells, index=frame.index, dtype=object)
    return frame.join(more).reset_index()


def tidy_csv(folder: Path, tables: Tables) -> list[Path]:
    return [_csv(frame, folder / f"{name}.csv") for name, frame in tables.items()]


def tidy_xlsx(folder: Path, tables: Tables) -> list[Path]:
    path = folder / "extract.xlsx"
    with pd.ExcelWriter(path, engine="openpyxl") as book:
        for name, frame in tables.items():
            frame.to_excel(book, sheet_name=name, index=False)
    return [path]


def tidy_parquet(folder: Path, tables: Tables) -> list[Path]:
    paths = []
    for name, frame in tables.items():
        paths.append(folder / f"{name}.parquet")
        frame.astype("string").to_parquet(paths[-1])
    return paths


def tidy_sav(folder: Path, tables: Tables) -> list[Path]:
    return [_sav(frame, folder / f"{name}.sav") for name, frame in tables.items()]


def wide_csv(folder: Path, tables: Tables) -> list[Path]:
    return [_csv(wide(tables), folder / "wide.csv")]


def wide_xlsx(folder: Path, tables: Tables) -> list[Path]:
    wide(tables).to_excel(folder / "wide.xlsx", index=False)
    return [folder / "wide.xlsx"]


def wide_parquet(folder: Path, tables: Tables) -> list[Path]:
    wide(tables).astype("string").to_parquet(folder / "wide.parquet")
    return [folder / "wide.parquet"]


def wide_sav(folder: Path, tables: Tables) -> list[Path]:
    return [_sav(wide(tables), folder / "wide.sav")]


WRITERS: dict[str, Callable[[Path, Tables], list[Path]]] = {
    f.__name__: f
    for f in (
        tidy_csv, tidy_xlsx, tidy_parquet, tidy_sav, wide_csv, wide_xlsx, wide_parquet, wide_sav,
    )
}  # fmt: skip


def _csv(frame: pd.DataFrame, path: Path) -> Path:
    frame.to_csv(path, index=False, quoting=csv.QUOTE_MINIMAL)
    return path


def _sav(frame: pd.DataFrame, path: Path) -> Path:
    """As SPSS extracts come: codes are numbers with value labels, the rest is text."""
    import pyreadstat

    labels: dict[str, dict[float, str]] = {}
    written = pd.DataFrame(index=frame.index)
    for name in frame:
        values = frame[name]
        if name in ("case_id", "inspected_on"):
            written[name] = values.fillna("")
            continue
        if name in ("age", "ogrs_score"):
            written[name] = pd.to_numeric(values).astype(float)
            continue
        known = sorted(values.dropna().unique())
        labels[name] = {float(i): code for i, code in enumerate(known, start=1)}
        numbers = {code: i for i, code in labels[name].items()}
        written[name] = values.map(numbers).astype(float)
    pyreadstat.write_sav(written, str(path), variable_value_labels=labels)
    return path
