"""A regression as exhibits: adjusted percentages, odds ratios, its steps, its fit, or many."""

from dataclasses import replace

import pandas as pd

from probation.charts.adjusted import adjusted as draw_adjusted
from probation.charts.forest import forest
from probation.charts.lengths import Headline
from probation.charts.theme import alt
from probation.disclosure.estimates import model_tables
from probation.disclosure.estimates.models import Options, criteria, regress, time_limit
from probation.disclosure.withheld_models import TOO_FEW_CASES
from probation.domain.address import EVERY_QUESTION, REMOVALS, Params, number, one, several
from probation.domain.note import Note, NoteKind, notes_of
from probation.domain.questions import QUESTIONS, Question
from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension
from probation.exhibits import (
    model_headlines,
    model_words,
    printed,
    regression_tables,
    requested,
)
from probation.exhibits.exhibit import Exhibit, low_reliability, provenance, said, sampled
from probation.exhibits.file_names import file_name
from probation.exhibits.model_cautions import events_said
from probation.exhibits.selection_words import story
from probation.stepwise.cautions import RED, too_few_events
from probation.stepwise.coefficients import INTERCEPT
from probation.stepwise.regression import Regression
from probation.stepwise.selection_result import selection_results
from probation.store.connection import Store

#: Seconds that a regression may take.
TIME_LIMIT = 20
#: What buttons call the parts of one regression.
_NOUNS = {
    "adjusted": "adjusted percentages",
    "odds-ratios": "odds ratios",
    "steps": "steps",
    "fit": "fit",
    "full": "full model",
}
_ADJUSTED = (
    "Adjusted: the average of the model's percentages over all cases used, each taken at that level"
    " with the other variables of the model as they are, with its 95% interval; it describes the"
    " model and is no forecast. Observed: the share of yes among the cases that have the level."
)
_FEW = (
    f"There are under {RED} cases of the rarer answer for each parameter of the candidates, so no"
    " adjusted number is given: [u]. What entered, and its test, is what the selection found."
)
_WITHHELD = f"[u] where no number is given: the level, or its reference, has {TOO_FEW_CASES}."
_ODDS = (
    "Above 1: a yes is likelier than at the level it is held against, with the other variables"
    " of the model held equal. An odds ratio is not a ratio of percentages."
)
_WALD = " Intervals are Wald's; the table has those of the profile likelihood too."
_BY_CASE = (
    " Intervals take the case as the cluster (CR2, Satterthwaite's t), and so does 'p by case',"
    " Wald's F of the variable, by which a difference is claimed; the selection goes by the p that"
    " takes judgements as cases."
)
_FIRTH = (
    " Diamonds: Firth's estimates, where no other is finite, with intervals of the penalised"
    " profile."
)
_FULL = (
    "All candidates at once, whether significant or not, so that none was chosen for being"
    " significant. Points are average percentage points against the reference; 'by area'"
    " allows for cases of one area being similar (CR2, with the degrees of freedom of its t; under"
    " 4 of them it is a rough guide). What is empty did not enter the model selected, or cannot be"
    " estimated: a level of cases predicted without error, one that other variables determine, or"
    " errors by area where the model holds a place."
)


def questions(params: Params) -> tuple[Question, ...]:
    """The question asked, or all eight."""
    if one(params, "question") == EVERY_QUESTION:
        return tuple(QUESTIONS.values())
    return (requested.question(params),)


def many_models(params: Params) -> bool:
    """Whether several models are asked for: all factors, or all questions."""
    every = len(questions(params)) > 1
    return every or (requested.question(params).per_factor and not one(params, "factor"))


def scope(store: Store, params: Params) -> Scope:
    """The question, factor and filters of a regression: nothing divides it."""
    found = replace(requested.scope(store, params), breakdown=None)
    return found if len(questions(params)) == 1 else replace(found, factor=None)


def options(params: Params) -> Options:
    """The settings. Raises ReaderError where they cannot be used together."""
    return Options(
        tuple(Dimension(code) for code in several(params, "candidates")),
        criteria(number(params, "enter"), number(params, "remove"), one(params, "removal")),
        one(params, "missing"),
    )


def criteria_in_words(params: Params) -> str:
    """'p < 0.05 to enter, p > 0.1 to leave, likelihood ratio'."""
    removal = REMOVALS[one(params, "removal")]
    removal = removal if removal == "Wald" else removal.lower()
    missing = "" if one(params, "missing") == "listwise" else ", not recorded is a level"
    enter, remove = (f"{number(params, name):g}" for name in ("enter", "remove"))
    return f"p < {enter} to enter, p > {remove} to leave, {removal}{missing}"


def fitted(store: Store, params: Params) -> Regression:
    """The regression that parameters ask for. Raises ReaderError where none can be fitted."""
    return regress(store, scope(store, params), options(params), time_limit(TIME_LIMIT))


def said_of(store: Store, params: Params, question: str) -> dict[str, str]:
    """What every file of a regression says of itself."""
    return said(store, scope(store, params), question) | {
        "candidates": " ".join(several(params, "candidates")),
        "criteria": criteria_in_words(params),
    }


def adjusted(store: Store, params: Params, found: Regression) -> Exhibit:
    """Adjusted beside observed percentages of each level of the variables selected."""
    frame = model_tables.adjusted(found)
    names = [model_words.level(r.variable, r.level, store.codes) for r in frame.itertuples()]
    rows = frame.assign(name=names)
    few = too_few_events(found.patterns)
    shown, some = requested.on(params, "intervals"), bool(found.model.variables) and not few
    spec = draw_adjusted(rows, shown) if some else None
    table = regression_tables.adjusted(rows)
    whole = _exhibit(store, params, found, "adjusted", "Adjusted percentages.", frame, table)
    return replace(
        whole,
        topic=f"Adjusted percentages: {whole.topic}",
        spec=spec,
        description=alt("Dot plot of adjusted and observed percentages."),
        notes=(_first(few, _ADJUSTED), *whole.notes, *low_reliability(frame)),
    )


def odds_ratios(store: Store, params: Params, found: Regression) -> Exhibit:
    """The odds ratios of the variables selected, a forest plot."""
    frame = model_tables.coefficients(found)
    terms = frame[frame["variable"] != INTERCEPT]
    # an estimate without limits is no mark: it stands in the file alone
    firth = terms["odds_ratio"].isna() & terms["firth_low"].notna()
    rows = terms.assign(
        name=[
            model_words.against(r.variable, r.level, r.reference, store.codes)
            for r in terms.itertuples()
        ],
        firth=firth,
        odds_ratio=terms["odds_ratio"].where(~firth, terms["firth"]),
        ci_low=terms["ci_low"].where(~firth, terms["firth_low"]),
        ci_high=terms["ci_high"].where(~firth, terms["firth_high"]),
    )
    removal = {name: stood.p for name, stood in selection_results(found.path).items()}
    few = too_few_events(found.patterns)
    some = bool(found.model.variables) and not few
    spec = forest(rows) if some else None
    about = "Coefficients and odds ratios."
    table = regression_tables.ratios(rows, removal, found.patterns.repeated)
    whole = _exhibit(store, params, found, "odds-ratios", about, frame, table)
    odds = model_headlines.odds_headline(found, scope(store, params), store.codes)
    odds = printed.headline(store, odds)
    return replace(
        whole,
        topic=f"Odds ratios: {whole.topic}",
        headline=odds.screen,
        short_headline=odds.slide,
        spec=spec,
        description=alt("Forest plot of the odds ratios."),
        notes=(
            _first(
                few,
                _ODDS
                + (_BY_CASE if found.patterns.repeated else _WALD)
                + (_FIRTH if firth.any() else ""),
            ),
            *whole.notes,
            *_withheld(rows, few),
        ),
    )


def steps(store: Store, params: Params, found: Regression) -> Exhibit:
    """The steps of the selection, with what was left out at each."""
    frame = model_tables.steps(found).assign(stop_reason=found.path.stop_reason)
    table = pd.DataFrame(story(found)).set_index("Step")
    whole = _exhibit(store, params, found, "steps", "Steps of the selection.", frame, table)
    return replace(
        whole,
        topic=f"Steps of the selection: {whole.topic}",
        description="The steps of the selection, with what was left out",
    )


def fit(store: Store, params: Params, found: Regression) -> Exhibit:
    """How well the model selected fits."""
    frame = model_tables.fit(found)
    whole = _exhibit(
        store, params, found, "fit", "Fit of the model.", frame, regression_tables.fit(found)
    )
    return replace(
        whole,
        topic=f"Fit of the model: {whole.topic}",
        description="Fit statistics of the model selected",
    )


def full_model(
    store: Store,
    params: Params,
    found: Regression,
    frame: pd.DataFrame | None = None,
) -> Exhibit:
    """The model of all candidates. frame: of model_tables.in_full where samples have been drawn."""
    rows = model_tables.in_full(found) if frame is None else frame
    about = "The model of all candidates."
    table = regression_tables.full(rows, store, found.patterns.repeated)
    whole = _exhibit(store, params, found, "full", about, rows, table)
    few = too_few_events(found.patterns)
    return replace(
        whole,
        key="full_model",
        topic=f"All candidates: {whole.topic}",
        description=about.removesuffix("."),
        notes=(_first(few, _FULL), *whole.notes, *_withheld(rows, few)),
        empty="",
    )


def _first(few: bool, said: str) -> Note:
    """What the numbers mean, or that there are none. few: events for each parameter."""
    return Note(NoteKind.WITHHELD, _FEW) if few else Note(NoteKind.METHOD, said)


def _withheld(rows: pd.DataFrame, few: bool) -> tuple[Note, ...]:
    """What the mark of small bases means here, where that is not said already."""
    some = rows["withheld"].notna().any() and not few
    return notes_of(NoteKind.WITHHELD, _WITHHELD) if some else ()


def foot(store: Store, params: Params) -> str:
    """The source of every figure of a regression."""
    sentence = scope(store, params).sentence(store.codes)
    method = f"Forward stepwise logistic regression, {criteria_in_words(params)}."
    return f"{sentence} {method} {provenance(store)}"


def message(store: Store, found: Regression, where: Scope) -> Headline:
    """What a regression found."""
    return printed.headline(store, model_headlines.headline(found, where, store.codes))


def _exhibit(
    store: Store,
    params: Params,
    found: Regression,
    part: str,
    about: str,
    frame: pd.DataFrame,
    table: pd.DataFrame,
) -> Exhibit:
    """What all exhibits of one regression share."""
    where = scope(store, params)
    of = f", {where.factor.phrase}" if where.factor else ""
    headline = message(store, found, where)
    method = f"Forward stepwise logistic regression, {criteria_in_words(params)}."
    some = bool(found.model.variables) or part in ("steps", "fit")
    few = events_said(found.patterns)
    note = {"note": few} if few else {}
    return Exhibit(
        sample=sampled(store),
        key=part.replace("-", "_"),
        topic=f"{where.question.topic}{of}",
        headline=headline.screen,
        short_headline=headline.slide,
        noun=_NOUNS[part],
        subtitle=where.question.title,
        who=where.who(store.codes),
        count=model_words.counted(found),
        frame=frame,
        table=table,
        source=foot(store, params),
        description=about,
        file=f"regression-{part}-{file_name(store, where)}",
        notes=(
            *notes_of(NoteKind.METHOD, method, *model_words.accounting(found, store.codes)),
            *notes_of(NoteKind.CAUTION, *model_words.warnings(found, store.codes)),
        ),
        empty="" if some else "No variable entered the model: there is nothing to show of it.",
        said=said_of(store, params, f"{where.question.title} {about}") | note,
    )
