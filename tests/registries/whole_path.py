"""Prints what is made of an extract on its whole way, as JSON: run in a copy of the project.

Of the breakdown and the question named, 'none' for none, in a case set of every factor there is.
"""

import csv
import json
import os
import random
import re
import sys
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from probation.briefing.assemble import whole
from probation.briefing.from_url import shown_at
from probation.disclosure.estimates.adjusted_gaps import adjusted_gaps
from probation.disclosure.estimates.gaps import gaps
from probation.disclosure.estimates.models import Options, regress
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope, parse
from probation.domain.vocabulary import NOT_RECORDED, TERMS, Dimension, Factor
from probation.exhibits.registry import made
from probation.exports.formats import FORMATS
from probation.intake.columns import WIDE, WIDE_JUDGEMENTS, WIDE_PRIORITIES
from probation.store.build import adopt, build
from probation.store.connection import Store, open_store
from probation.store.counts import opened
from probation.store.generation import examined, names
from probation.store.importing.extract import Extract
from probation.store.importing.importing import prepared
from probation.store.queries.people import people
from probation.store.source import shipped
from probation.store.upgrade import bring_up_to_date

PROJECT = Path.cwd()
#: Of each thing named, that it was there.
Seen = dict[str, Any]


def extract(folder: Path, by: Dimension) -> Path:
    """A wide extract in which the first level of ``by`` is judged yes more often."""
    draw, path = random.Random(3), folder / "extract.csv"
    levels, factors = list(TERMS[by]), list(Factor)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, WIDE)
        writer.writeheader()
        for number in range(600):
            level = levels[number % len(levels)]
            row = {
                dim.value: draw.choice([t.value for t in terms if t != NOT_RECORDED])
                for dim, terms in TERMS.items()
            }
            row |= {"case_id": f"C{number:04}", "inspected_on": "2017-03", "area": "kent"}
            row |= {"sentence_type": "community_order", "supervision_type": "community"}
            row |= {"ogrs_level": "low", "ogrs_band": "low_medium", by.value: level.value}
            first = number % (len(factors) - 1)
            own = factors[first : first + 2]
            row |= {name: "yes" if f in own else "no" for name, f in WIDE_PRIORITIES.items()}
            for name, (_, factor) in WIDE_JUDGEMENTS.items():
                if factor is None or factor in own:
                    likely = 0.85 if level == levels[0] else 0.45
                    row[name] = "yes" if draw.random() < likely else "no"
            writer.writerow(row)
    return path


def taken_in(folder: Path, by: Dimension) -> tuple[Store, list[str]]:
    """The store that the extract becomes, and the faults found."""
    work = folder / "work"
    work.mkdir()
    given = Extract((extract(folder, by),), PROJECT / "data" / "areas.csv")
    done = prepared(given, work, lambda share, doing: None)
    faults = [fault.message for fault in done.report.faults]
    if done.generation is None:
        sys.exit(json.dumps(faults[:3]))
    generation = adopt(done.generation, folder / "stores")
    return open_store(generation.path, generation), faults


def page(name: str, **params: str) -> list[str]:
    """What a page says in headers and sentences, or that it failed."""
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(PROJECT / "probation" / "ui" / "shell.py"), default_timeout=300)
    for key, value in params.items():
        app.query_params[key] = value
    app.switch_page(f"../../pages/{name}.py").run()
    failed = [f"failed: {error.message}" for error in app.exception]
    return failed or [said.value for said in (*app.title, *app.header, *app.markdown)]


def files(store: Store, address: str) -> Seen:
    """The slides and CSV files of what an address shows."""
    briefing = whole(store, shown_at(address, store), "http://localhost")
    with zipfile.ZipFile(BytesIO(FORMATS["pptx"].write(briefing))) as deck:
        # a slide, and what is spoken beside it
        parts = [n for n in deck.namelist() if re.match(r"ppt/(notesS|s)lides/\w+\.xml", n)]
        slides = [deck.read(name).decode() for name in parts]
    with zipfile.ZipFile(BytesIO(FORMATS["zip"].write(briefing))) as bundle:
        tables = [bundle.read(n).decode() for n in bundle.namelist() if n.endswith(".csv")]
    return {"slides": "\n".join(slides), "csv": "\n".join(tables)}


def upgraded(stores: Path, by: Dimension) -> list[Any]:
    """What a store of the project as it was is called, and the levels of ``by`` in it."""
    bring_up_to_date(stores)
    [name] = names(stores)
    generation = examined(stores, name)
    everyone = Scope(next(iter(QUESTIONS.values())))
    found = people(open_store(generation.path, generation), everyone, [by])
    return [generation.label, list(opened(found)[by.value])]


def main(by: Dimension, question: str, page_name: str) -> Seen:
    """Everything that is asked, from the extract to the files."""
    folder = Path(tempfile.mkdtemp(dir=os.environ["TMPDIR"]))
    os.environ["PROBATION_STORES"] = str(folder / "stores")
    store, faults = taken_in(folder, by)
    asked = {"question": [question], "by": [by.value]}
    scope = parse(asked, store.codes)
    compared = gaps(store, scope)
    model = regress(store, parse({"question": [question]}, store.codes), Options((by,)))
    drawn = {
        scale: made("rates", store, asked | {"scale": [scale]}) for scale in ("cases", "percent")
    }
    levels = [term.value for term in TERMS[by] if term != NOT_RECORDED]
    last = levels[-2:] if len(levels) > 2 else levels
    filtered = parse(asked | {by.value: last}, store.codes)
    shipped_cases = build(shipped(PROJECT / "data"), folder / "shipped")
    seen = {
        "faults": faults,
        "sides": sorted({(r.level_a, r.level_b) for r in compared.itertuples()}),
        "filtered_sides": sorted(
            {(r.level_a, r.level_b) for r in gaps(store, filtered).itertuples()}
        ),
        "factors": len(compared),
        "adjusted": int(adjusted_gaps(store, scope)["full_model"].notna().sum()),
        "entered": list(model.model.variables),
        "drawn": {scale: found.headline for scale, found in drawn.items()},
        "levels_drawn": len(set(drawn["percent"].frame["level"])),
        "one_factor": made("rates", store, {"question": [question], "factor": ["ete"]}).headline,
        "gaps_page": page("gaps", question=question, by=by.value),
        "own_page": page(page_name, by=by.value),
        "model_page": page("regression", question=question, candidates=by.value, run="on"),
        "upgraded": upgraded(Path(os.environ["OLDER"]), by),
        "shipped": [shipped_cases.synthetic, shipped_cases.name.split("-")[2]],
    }
    return seen | files(store, f"gaps?question={question}&by={by.value}")


if __name__ == "__main__":
    print(json.dumps(main(Dimension(sys.argv[1]), sys.argv[2], sys.argv[3])))
