"""Every column that a frame may have. See ``column`` for how one is found by its name.

A name means one thing in every frame, but for a few (n, ci_low, level ...) whose meaning follows
from a column beside them: the limits beside a difference are percentage points.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from probation.domain.vocabulary import HOW_MANY
from probation.exports.columns import (
    NOT_AVAILABLE,
    NUMBER,
    PERCENT,
    PLAIN,
    POINTS,
    RATIO,
    STATISTIC,
    WORDS,
    Column,
    Form,
    P,
)


def column(name: str, among: Collection[str]) -> Column | None:
    """What the column ``name`` of a frame with the columns ``among`` is; None if unknown."""
    for marker, own in _BESIDE.items():
        if marker in among and name in own:
            return own[name]
    return _ANYWHERE.get(name)


def unknown(name: str) -> Column:
    """A column that is not registered, named in its own words."""
    words = name.replace("_", " ").strip() or "Column"
    return Column(words[:1].upper() + words[1:].replace("{", "(").replace("}", ")"), WORDS, "")


def _limits(
    stem: str, of: str, form: Form, low: str, high: str, flag: str = "flag", how: str = ""
) -> dict[str, Column]:
    """The two columns of a 95% interval. stem: the heading before it. how: its kind."""
    kind = f"{how} 95% interval" if how else "95% interval"
    return {
        name: Column(f"{stem}{kind}, {end} limit", form, f"The {end} limit of the {of}.", flag=flag)
        for name, end in ((low, "lower"), (high, "upper"))
    }


def _asked() -> dict[str, Column]:
    """What a row is about."""
    return {
        "question": Column("Question", WORDS, "The question that inspectors answered yes or no."),
        "factor": Column("Priority factor", WORDS, "What mattered most for the case's desistance."),
        "breakdown": Column("Breakdown", WORDS, "What the cases are divided by."),
        "dimension": Column("Breakdown", WORDS, "What the cases are divided by."),
        "level": Column("Group", WORDS, "The cases that the row is about."),
        "provider": Column("Provider", WORDS, "Who is responsible for the case: NPS or a CRC."),
        "area": Column("Area inspected", WORDS, "The police force area that was inspected."),
        "division": Column("NPS division", WORDS, "The NPS division that the area lies in."),
        "crc_owner": Column("CRC owner", WORDS, "The owner of the area's CRC."),
        "rosh_level": Column("Risk of serious harm", WORDS, "The level assessed."),
        "mappa": Column("MAPPA", WORDS, "Eligibility for multi-agency public protection."),
        "row": Column("Row", WORDS, "What the row is about."),
        "name": Column("Name", WORDS, "What the row is about."),
        "code": Column("Code", WORDS, "The code of the row."),
        "column": Column("Column", WORDS, "What the column of the figure is about."),
    }


def _rates() -> dict[str, Column]:
    """Counts and percentages, also before and after (estimates.story)."""
    found = {
        "n": Column("Judgements", NUMBER, "How many judgements the percentage is of."),
        "yes": Column("Judged yes", NUMBER, "How many of them were yes."),
        "percent": Column("Judged yes", PERCENT, "Of the judgements, the share that were yes."),
        **_limits("", "Wilson interval of the percentage", PERCENT, "ci_low", "ci_high"),
        "flag": Column("Marked low reliability", WORDS, "[u] where a base is under 30."),
    }
    ends = {"available": "Available", "delivered": "Enough delivered"}
    for end, words in ends.items():
        flag = f"flag_{end}"
        of = f"Wilson interval of the percentage {end}"
        found |= {
            end: Column(words, PERCENT, f"Share of judgements: {words.lower()}.", flag=flag),
            f"n_{end}": Column(f"{words}: judgements", NUMBER, "What the percentage is of."),
            f"yes_{end}": Column(f"{words}: judged yes", NUMBER, "How many of them were yes."),
            **_limits(f"{words}: ", of, PERCENT, f"ci_low_{end}", f"ci_high_{end}", flag),
            flag: Column(f"{words}: marked low reliability", WORDS, "[u] on a base under 30."),
        }
    return found


def _printed() -> dict[str, Column]:
    """Where the bulletin prints what (bulletin.printed); of synthetic cases alone."""
    of = {
        "printed_in": "the percentage, or both that a difference is of",
        "printed_in_a": "the first percentage",
        "printed_in_b": "the second percentage",
        "n_printed_in": "the base, or both",
        "printed_in_available": "the percentage available",
        "printed_in_delivered": "the percentage delivered",
    }
    heads = {"printed_in": "Printed in", "n_printed_in": "Base printed in"}
    return {
        name: Column(
            heads.get(name, f"Printed in: {what}"),
            WORDS,
            f"Where the bulletin prints {what}; empty where it is invented to agree with it.",
        )
        for name, what in of.items()
    }


def _compared() -> dict[str, Column]:
    """Two groups side by side: disclosure.estimates.gaps and disclosure.estimates.profile."""
    found = {
        "level_a": Column("First group", WORDS, "The group that the other is compared with."),
        "level_b": Column("Second group", WORDS, "The group compared with the first."),
        "difference": Column(
            "Difference, {b} minus {a}", POINTS, "The second percentage minus the first."
        ),
        "ratio": Column("Ratio, {b} to {a}", RATIO, "The second percentage over the first."),
        **_limits("Ratio: ", "interval of the ratio", RATIO, "ratio_low", "ratio_high"),
        "p": Column("p", P, "The probability of so large a statistic by chance alone."),
        "p_bh": Column("p, all tests together", P, "p by Benjamini and Hochberg, over all rows."),
        "significant": Column("Significant", WORDS, "p below 0.05; never on a base under 30."),
        "n_all": Column("All areas: cases", NUMBER, "The cases of that group in all areas."),
        "percent_all": Column(
            "All areas", PERCENT, "Their share of the cases of all areas.", flag="flag_all"
        ),
        "flag_all": Column("All areas: marked low reliability", WORDS, "[u] on a base under 30."),
    }
    found["cases_rest"] = Column("Other areas: cases", NUMBER, "How many have a judgement.")
    for side, words in (("a", "{a}"), ("b", "{b}"), ("rest", "Other areas")):
        found |= {
            f"n_{side}": Column(f"{words}: judgements", NUMBER, "What the percentage is of."),
            f"yes_{side}": Column(f"{words}: judged yes", NUMBER, "How many of them were yes."),
            f"percent_{side}": Column(f"{words}: judged yes", PERCENT, "The share that were yes."),
        }
    return found


def _funnel() -> dict[str, Column]:
    """disclosure.estimates.areas.funnel."""
    found = {
        "expected": Column("Expected yes", PERCENT, "The percentage expected of such cases."),
        "position": Column(
            "Position", WORDS, "Within the funnel's limits, or outside which; not under 10 cases."
        ),
        "adjusted_for": Column("Adjusted for", WORDS, "The case mix that is allowed for."),
        "design_effect": Column(
            "Design effect", RATIO, "What judgements are divided by for limits and tests."
        ),
    }
    for code, share in (("95", "95%"), ("998", "99.8%")):
        for end in ("lower", "upper"):
            meaning = f"The {end} limit that chance alone passes at {share}."
            found[f"{end}{code}"] = Column(f"{share} funnel limit, {end}", PERCENT, meaning)
    return found


def _regression() -> dict[str, Column]:
    """The frames of disclosure.estimates.model_tables."""
    infinite = NOT_AVAILABLE
    return {
        "variable": Column("Variable", WORDS, "What cases differ in."),
        "reference": Column("Compared with", WORDS, "The group that the row is compared with."),
        "raw": Column("Observed yes", PERCENT, "The percentage observed."),
        "adjusted": Column(
            "Adjusted yes", PERCENT, "The model's average percentage, all cases taken at the level."
        ),
        "b": Column("Coefficient (log-odds)", STATISTIC, "On the log-odds scale.", infinite),
        "se": Column("Standard error", STATISTIC, "Of the coefficient.", infinite),
        "odds_ratio": Column("Odds ratio", RATIO, "Odds of a yes over the reference's.", infinite),
        **_limits("Odds ratio: ", "profile interval", RATIO, "profile_low", "profile_high",
                  how="profile-likelihood"),
        "firth": Column("Odds ratio, Firth", RATIO, "Firth's estimate, finite under separation."),
        **_limits("Odds ratio, Firth: ", "Firth interval", RATIO, "firth_low", "firth_high"),
        **_limits("Odds ratio: ", "Wald interval", RATIO, "or_low", "or_high", how="Wald"),
        "points": Column("Adjusted gap", POINTS, "Percentage points more than the reference."),
        "selected": Column("Gap in the model selected", POINTS, "Of the stepwise model."),
        **_limits("Gap in the model selected: ", "interval of that gap", POINTS, "selected_low",
                  "selected_high"),
        **_limits("Gap in the model selected: ", "interval that allows for likeness within areas",
                  POINTS, "clustered_low", "clustered_high", how="clustered"),
        "clustered_df": Column("Degrees of freedom by area", STATISTIC, "Satterthwaite's, of the"
                               " interval that allows for likeness within areas.", NOT_AVAILABLE),
        "share": Column("Share of samples that select it", STATISTIC, "Of bootstrap samples.",
                        infinite),
        "levels": Column("Groups of the variable", NUMBER, "How many levels it has."),
        "entered": Column("Entered the model", WORDS, "Whether it is in the model selected."),
        "p_adjusted": Column("p, all tests together", P, "p by Benjamini and Hochberg."),
        "events_per_parameter": Column("Rarer answer per parameter", STATISTIC, "Cases of the rarer"
                                       " answer for each parameter of all candidates.",
                                       NOT_AVAILABLE),
        "model_cases": Column("Judgements in the model", NUMBER, "Complete in every candidate."),
        "model_lost": Column("Judgements left out", NUMBER, "One of the candidates not recorded."),
        "p_by_case": Column("p by case", P, "Wald's F of the variable, the case as the cluster."),
        "withheld": Column("Why no number is given", WORDS, "Too few events, or cases of a group."),
        "by_chance": Column(
            "Entry by chance", P, "How often any candidate enters the model by chance alone."
        ),
        "step": Column("Step", PLAIN, "Step 0 is the model of the intercept alone."),
        "action": Column("Action", WORDS, "Whether the variable entered or was removed."),
        "place": Column("Place", WORDS, "In or out of the model after the step."),
        "df": Column("Degrees of freedom", PLAIN, "Of the test."),
        "stat_name": Column("Test", WORDS, "The test that decided."),
        "minus2LL": Column("Minus 2 log-likelihood", STATISTIC, "Of the model after the step."),
        "stop_reason": Column("Why it stopped", WORDS, "Why no further step was taken."),
        "score": Column("Score statistic", STATISTIC, "Of adding the variable."),
        "lr": Column("Likelihood-ratio statistic", STATISTIC, "Of removing the variable."),
        "wald": Column("Wald statistic", STATISTIC, "The chi-square of Wald's test.", infinite),
        "cond": Column("Conditional statistic", STATISTIC, "Of removing the variable."),
        "statistic": Column("Statistic", WORDS, "What the value is of."),
        "value": Column("Value", STATISTIC, "The value of the statistic.", NOT_AVAILABLE),
    }  # fmt: skip


def _sources() -> dict[str, Column]:
    """The bulletin, its audit, the practice examples, and what the store holds."""
    return {
        "id": Column("Code", WORDS, "The code of the printed figure or statement."),
        "ids": Column("Codes", WORDS, "The printed figures or the statement it is about."),
        "where": Column("Where", WORDS, "The place in the bulletin."),
        "printed": Column("Printed", WORDS, "What the bulletin prints."),
        "computed": Column("Loaded cases", WORDS, "The same of the loaded cases, as rounded."),
        "possible": Column("Can be true", WORDS, "Whether the printed figure can be true at all."),
        "matches": Column("Agrees", WORDS, "Whether the loaded cases give the printed figure."),
        "reason": Column("Reason", WORDS, "Why it is impossible, or why nothing is computed."),
        "meaning": Column("Meaning", WORDS, "What the column holds."),
        "codes": Column("Codes", WORDS, "The codes of the column, each with its label."),
        "text": Column("Text", WORDS, "What it says."),
        "holds": Column("Holds", WORDS, "Whether the loaded cases say the same.", NOT_AVAILABLE),
        "how": Column("How it is known", WORDS, "What decides it."),
        "rule": Column("Rule", WORDS, "The rule that found it."),
        "finding": Column("Finding", WORDS, "What is wrong."),
        "may_have_been": Column("May have been", WORDS, "Slips that would explain it."),
        "kind": Column("Kind", WORDS, "Practice example, enabler or barrier."),
        "quality": Column("Good or poor", WORDS, "Whether the practice was good or poor."),
        "questions": Column("Questions", WORDS, "The questions it is about."),
        "factors": Column("Priority factors", WORDS, "The factors it is about."),
        "title": Column("Title", WORDS, "What it is called."),
        "section": Column("Section", WORDS, "The section of the bulletin."),
        "inspected_on": Column("Inspected from", WORDS, "The month in which inspection began."),
        "cases": Column("Cases", NUMBER, "How many cases."),
        "latest": Column("Counted", WORDS, "Whether no later inspection took its place."),
        "reports": Column("Inspection reports", WORDS, "Their months.", NOT_AVAILABLE),
        "question_asked": Column("Question asked", WORDS, "The question in words."),
        "filters": Column("Filters", WORDS, "Which cases are counted, in words."),
        "candidates": Column("Candidates", WORDS, "The variables that the model chose from."),
        "criteria": Column("Criteria", WORDS, "When a variable enters or leaves the model."),
        "sample": Column("Sample", WORDS, "How areas and cases were chosen."),
        "source": Column("Source", WORDS, "Where the row comes from."),
        "note": Column("Note", WORDS, "What must be known of the row."),
        "case_set": Column("Case set", WORDS, "What the cases are."),
        "generation": Column("Generation", WORDS, "The generation of the store counted."),
        "downloaded_on": Column("Made on", WORDS, "The day on which the file was made."),
    }


_ANYWHERE: Mapping[str, Column] = {
    **_asked(), **_rates(), **_compared(), **_printed(), **_funnel(), **_regression(), **_sources(),
}  # fmt: skip


def _of_models() -> dict[str, Column]:
    """disclosure.estimates.adjusted_gaps, and the bounds of disclosure.estimates.gaps."""
    full, known = f"All {HOW_MANY} accounted for", "Group not recorded"
    every, one = f"Those with all {HOW_MANY} recorded.", f"Those with one of the {HOW_MANY} not."
    bound = "of the difference, whichever group those not recorded are of."
    return {
        "adjusted_note": Column("Stepwise model: note", WORDS, "Why none, or what it leaves out."),
        "full_model": Column(f"{full}: difference", POINTS, "An average over the model's cases."),
        **_limits(f"{full}: ", f"delta-method {_GAP}", POINTS, "full_model_low", "full_model_high"),
        "full_model_p": Column(f"{full}: p", P, "By likelihood ratio."),
        "full_model_p_bh": Column(f"{full}: p, all tests together", P, "Benjamini and Hochberg's."),
        "flag_full_model": Column(f"{full}: low reliability", WORDS, "[u] under 30 cases a side."),
        "full_model_note": Column(f"{full}: note", WORDS, "Why there is none."),
        "model_cases": Column("Cases in the models", NUMBER, every),
        "model_lost": Column("Cases left out", NUMBER, one),
        "events_per_parameter": Column(
            "Rarer answer: cases a parameter", STATISTIC, "Under 10 few, under 5 too few."
        ),
        "n_not_recorded": Column(f"{known}: judgements", NUMBER, "In neither group."),
        "yes_not_recorded": Column(f"{known}: judged yes", NUMBER, "How many were yes."),
        "bound_low": Column("Least possible difference", POINTS, f"Lower bound {bound}"),
        "bound_high": Column("Greatest possible difference", POINTS, f"Upper bound {bound}"),
    }


_CASES = Column("Cases", NUMBER, "How many cases of that group.")
_GAP = "interval of the difference"
#: For a column that decides what others beside it mean: those others. The first there counts.
_BESIDE: Mapping[str, Mapping[str, Column]] = {
    "n_rest": {
        "n": Column("The area: judgements", NUMBER, "What the area's percentage is of."),
        "yes": Column("The area: judged yes", NUMBER, "How many of them were yes."),
        "cases": Column("The area: cases", NUMBER, "How many have a judgement."),
        "percent": Column("The area: judged yes", PERCENT, "The share that were yes."),
        "difference": Column(
            "Difference, the area minus other areas", POINTS, "The area's percentage minus theirs."
        ),
    },
    "difference": {
        **_limits("Difference: ", f"Newcombe {_GAP}", POINTS, "ci_low", "ci_high"),
        "adjusted": Column(
            "Adjusted difference", POINTS, "In the stepwise model, where the groups are in it."
        ),
        **_limits("Adjusted difference: ", f"delta-method {_GAP}", POINTS, "adjusted_low",
                  "adjusted_high"),
        **_of_models(),
    },
    "b": _limits("Odds ratio: ", "Wald interval", RATIO, "ci_low", "ci_high", how="Wald"),
    "points": _limits("Adjusted gap: ", f"delta-method {_GAP}", POINTS, "ci_low", "ci_high"),
    "raw": {
        "n": replace(_CASES, meaning="How many judgements on cases of that group."),
        **_limits("Adjusted: ", "interval of the adjusted percentage", PERCENT, "ci_low",
                  "ci_high"),
    },
    "stat_name": {
        "statistic": Column("Test statistic", STATISTIC, "The chi-square that decided."),
    },
    "available": {"n": replace(_CASES, meaning="Cases where the factor was a priority.")},
    "dimension": {
        "n": replace(_CASES, meaning="The area's cases of that group."),
        "percent": Column("Share of the area's cases", PERCENT, "The group's share of them."),
    },
    "expected": {
        "percent": Column(
            "Judged yes", PERCENT, "The share that were yes, adjusted where the table says so."
        ),
    },
    "mappa": {"n": _CASES},
    "codes": {"column": Column("Column", WORDS, "The name of the column.")},
    "cases": {"factors": Column("Priority factors", NUMBER, "How many a case has.")},
    "quality": {
        "provider": Column("Provider", WORDS, "Whose case it was, if it is said.", NOT_AVAILABLE),
    },
    "finding": {"level": Column("Verdict", WORDS, "Impossible, or a remark.")},
}  # fmt: skip
