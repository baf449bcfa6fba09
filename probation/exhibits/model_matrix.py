"""Many regressions at a glance: which candidate entered which model, and by how many points."""

from typing import Any

import pandas as pd

from probation.charts.gaps import signed
from probation.charts.lengths import told
from probation.charts.model_matrix import gap, headline, matrix
from probation.charts.theme import alt
from probation.disclosure.estimates import model_tables
from probation.disclosure.estimates.models import screened, time_limit
from probation.domain.address import Params
from probation.domain.codes import Codebook
from probation.domain.note import Note, NoteKind, notes_of
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import Dimension, Factor
from probation.domain.wording import counted, lower_first, plural
from probation.exhibits import printed, regression
from probation.exhibits.exhibit import Exhibit, advised, provenance, sampled
from probation.exhibits.file_names import file_name
from probation.exhibits.model_cautions import several_tests
from probation.statistics.model_matrix import DEALS, Screen
from probation.stepwise.cautions import AMBER, RED
from probation.store.connection import Store

_READING = "Framed: it entered; •: it did not. *: significant with all tests judged together."
_UNSIZED = "?: it entered, but these cases cannot tell by how much."
_NO_PART = "Took no part: the candidate is the same, or not recorded, in all of the model's cases."
_BY_CHANCE = (
    "By chance alone: the answers of each model dealt out at random among its cases"
    f" {DEALS} times (always the same deals), and how often a candidate would then enter."
)
#: What all models together are called.
_ALL = "Which candidates enter"
#: What stands above the models of questions asked once a case.
ONCE = "Asked once a case"
#: More columns than this lie on one another on a phone.
MOST_COLUMNS = 7


def screen(store: Store, params: Params) -> Screen:
    """The regressions that parameters ask for. Raises ReaderError where they take too long."""
    found = screened(
        store,
        regression.scope(store, params),
        regression.options(params),
        regression.questions(params),
        time_limit(regression.TIME_LIMIT),
    )
    assert found.by_chance is not None  # dealt here, and kept with the answer
    return found


def of(store: Store, params: Params, found: Screen) -> list[Exhibit]:
    """An exhibit for each question asked per factor, and one for those asked once a case."""
    frame = model_tables.screened(found)
    frame = frame.assign(row=[row_name(r.question, r.factor) for r in frame.itertuples()])
    titles = sorted(frame["question"].map(title).unique(), key=ONCE.__eq__)
    return [
        _exhibit(store, params, frame[frame["question"].map(title) == name], name)
        for name in titles
    ]


def all_of(store: Store, params: Params, found: Screen) -> Exhibit:
    """All models in one exhibit: what an item of a briefing and the file hold."""
    frame = model_tables.screened(found)
    several = frame["question"].nunique() > 1
    names = [
        f"{QUESTIONS[r.question].short}: {Factor(r.factor).phrase}"
        if several and r.factor
        else row_name(r.question, r.factor)
        for r in frame.itertuples()
    ]
    frame = frame.assign(row=names)
    # on a slide that cannot hold all rows, those that say something
    told = frame.groupby("row")["entered"].transform("any")
    frame = frame.loc[told.sort_values(ascending=False, kind="stable").index]
    return _exhibit(store, params, frame, _ALL)


def _exhibit(store: Store, params: Params, frame: pd.DataFrame, name: str) -> Exhibit:
    where, candidates = regression.scope(store, params), regression.options(params).candidates
    headings = {d.value: d.short for d in candidates}
    some, narrow = not frame.empty, len(candidates) <= MOST_COLUMNS
    foot = (
        f"{where.who(store.codes)} Forward stepwise logistic regressions,"
        f" {regression.criteria_in_words(params)}. Adjusted gaps in percentage points. * alone"
        f" p < 0.05 by Benjamini and Hochberg. {provenance(store)}"
    )
    spec = matrix(frame, headings) if some and narrow else None
    message = printed.headline(store, headline(frame) if some else told("No model can be fitted"))
    asked = sorted(set(frame["question"])) if some else [where.question.key]
    key = asked[0] if len(asked) == 1 else "once-a-case" if name == ONCE else "all"
    return Exhibit(
        sample=sampled(store),
        key="screen",
        topic=name,
        headline=message.screen,
        short_headline=message.slide,
        noun=f"{lower_first(name)} models" if name != _ALL else "models",
        subtitle=(
            "Each row is a model of its own: the percentage points by which a yes is more or less"
            " frequent where a candidate entered, with the others held"
            f" equal{directions(frame, store.codes)}"
        ),
        who=where.who(store.codes),
        count="",
        frame=frame.drop(columns="row"),
        table=_table(frame, candidates) if some else pd.DataFrame(),
        spec=spec,
        source=foot,
        description=alt("Matrix of the candidates that entered each model."),
        file=f"regression-screen-{key}-{file_name(store, where)}",
        notes=(
            Note(NoteKind.READING, _READING),
            *notes_of(NoteKind.CAUTION, few_events(frame)),
            *notes_of(NoteKind.LEFT_OUT, lost(frame)),
            *notes_of(
                NoteKind.METHOD,
                f"{' '.join(_signs(frame, candidates))} *: taken alone, the difference is"
                " significant (p < 0.05) even with all tests here judged together"
                " (Benjamini-Hochberg).",
                f"Forward stepwise logistic regressions, {regression.criteria_in_words(params)}.",
            ),
            *notes_of(NoteKind.TEST, several_tests(len(frame), "The stars allow"), _BY_CHANCE),
        ),
        empty="" if some else advised("No model can be fitted to these cases.", where),
        said=regression.said_of(store, params, "Which candidates enter the models?"),
    )


def few_events(frame: pd.DataFrame) -> str:
    """How many models have too few events, or ''. ``frame``: of model_tables.screened."""
    each = frame.drop_duplicates(["question", "factor"])["events_per_parameter"]
    few, none = int((each < AMBER).sum()), int((each < RED).sum())
    if not few:
        return ""
    sizes = f"; {none} under {RED}, and of {plural(none, 'it', 'these')} no size is given"
    return (
        f"Too few events: {few} of {counted(len(each), 'model')} {plural(few, 'has', 'have')} under"
        f" {AMBER} cases of the rarer answer for each parameter{sizes if none else ''}."
    )


def lost(frame: pd.DataFrame) -> str:
    """How many judgements the models lose for lack of a value, or ''; of model_tables.screened."""
    models = frame.drop_duplicates(["question", "factor"])
    left_out, used = int(models["model_lost"].sum()), int(models["model_cases"].sum())
    if not left_out:
        return ""
    most = models["model_lost"].max()
    spread = f" (at most {most:,} of one model)" if len(models) > 1 else ""
    return (
        f"The models rest on {used:,} of {counted(used + left_out, 'judgement')}; {left_out:,}"
        f" {plural(left_out, 'was', 'were')} left out because a candidate is not"
        f" recorded{spread}."
    )


def _signs(frame: pd.DataFrame, candidates: tuple[Dimension, ...]) -> list[str]:
    """What the marks of cells without a size mean, of those that are there."""
    models = len(frame[["question", "factor"]].drop_duplicates())
    unsized = (frame["entered"] & frame["points"].isna()).any()
    return [
        "–: it did not enter.",
        *([_UNSIZED] if unsized else []),
        *([_NO_PART] if len(frame) < models * len(candidates) else []),
    ]


def directions(frame: pd.DataFrame, codes: Codebook) -> str:
    """What each gap is of: ': NPS minus CRC; female minus male; ↕ from lowest level to highest'."""
    pairs = frame[["variable", "level", "reference"]].dropna().drop_duplicates()
    said = [
        f"{codes[Dimension(r.variable)][r.level]} minus {codes[Dimension(r.variable)][r.reference]}"
        for r in pairs.itertuples()
    ]
    if (frame["entered"] & (frame["levels"] > 2)).any():
        said.append("↕ from the lowest of several levels to the highest")
    return f": {'; '.join(said)}." if said else "."


def row_name(question: str, factor: str | None) -> str:
    """What a model is of."""
    return Factor(factor).label if factor else QUESTIONS[question].short


def title(question: str) -> str:
    """What stands above the models of a question; those asked once a case stand together."""
    return QUESTIONS[question].topic if QUESTIONS[question].per_factor else ONCE


def _table(frame: pd.DataFrame, candidates: tuple[Dimension, ...]) -> pd.DataFrame:
    """One row a model; one column a candidate."""
    by_row = {name: part.set_index("variable") for name, part in frame.groupby("row", sort=False)}
    columns = {d.label: [_cell(part, d.value) for part in by_row.values()] for d in candidates}
    return pd.DataFrame(columns, index=pd.Index(by_row, name="Model"))


def _cell(part: pd.DataFrame, variable: str) -> str:
    if variable not in part.index:
        return "took no part"
    cell: Any = part.loc[variable]
    star = "*" if cell.p_adjusted < 0.05 else ""
    if not cell.entered:
        return f"– {star}".strip()
    limits = (
        f" ({signed(cell.ci_low)} to {signed(cell.ci_high)})" if cell.ci_low == cell.ci_low else ""
    )
    return f"{gap(cell)}{star}{limits}"
