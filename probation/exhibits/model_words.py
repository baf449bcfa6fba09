"""A regression of stored judgements in sentences: what was found, how, and what to beware of."""

from collections.abc import Sequence

from probation.disclosure.estimates import model_tables
from probation.domain.codes import Codebook, cases
from probation.domain.vocabulary import NOT_RECORDED, Dimension
from probation.domain.wording import counted as number_of
from probation.domain.wording import join_or, p_value, plural, upper_first
from probation.exhibits import model_cautions
from probation.exhibits.model_cautions import Quoted, floored
from probation.exhibits.model_headlines import alone_in_full, difference
from probation.stepwise.cautions import events_per_parameter, few_events, too_few_events
from probation.stepwise.regression import Regression
from probation.stepwise.selection import PERFECT_FIT, STOPPED
from probation.stepwise.selection_result import SelectionResult, selection_results


class InWords(Quoted):
    """Dimensions and their levels as a warning calls them."""

    cluster, clusters = "area", "areas"

    def __init__(self, codes: Codebook) -> None:
        self.codes = codes

    def variable(self, name: str) -> str:
        return name_of(name)

    def level(self, name: str, level: str | None) -> str:
        return cases(Dimension(name), str(level), self.codes)

    def excluded(self, name: str, all_missing: bool, missing: int, total: int) -> str:
        first = upper_first(name_of(name))
        if all_missing:
            return f"{first} took no part: it is recorded in none of these cases."
        return (
            f"{first} took no part: it is the same in all of these cases. Clear its filter, or take"
            " it off the candidates."
        )


def rest(found: Regression, codes: Codebook) -> list[str]:
    """What else the model says, and what did not enter: a sentence each."""
    others = found.model.variables[1:]
    if too_few_events(found.patterns):
        others = ()
    sentences = [f"In the same model, {difference(found, name, codes)}." for name in others]
    sentences += [_covers_nought(found, name) for name in found.model.variables]
    sentences += [_stays(found, name) for name in found.model.variables]
    sentences += accounting(found, codes)
    if found.path.stop_variable or found.path.stop_reason == PERFECT_FIT:
        sentences.append(f"The selection ended early: {stopped(found)}")
    return [sentence for sentence in sentences if sentence]


def accounting(found: Regression, codes: Codebook) -> list[str]:
    """What the model accounts for, what it was offered and did not take, what it cannot know."""
    alone = alone_in_full(found, codes)
    left_out = _left_out(list(selection_results(found.path).values()))
    return [*([alone] if alone else []), *left_out, *found.context]


def alarm(found: Regression) -> str:
    """What takes the worth out of a whole regression, with what to do; '' where nothing does."""
    do = "Choose fewer candidates, or take filters away for more cases."
    if found.path.stop_reason == PERFECT_FIT:
        return (
            "These variables predict every case without error, so the size of a difference cannot"
            f" be estimated. {do}"
        )
    if found.separated:
        return (
            "Some cases are predicted without error, so the size of at least one difference cannot"
            f" be estimated. {do}"
        )
    if few_events(found.patterns):
        far, withheld = (
            ("far ", ", so no adjusted number is given")
            if too_few_events(found.patterns)
            else ("", "")
        )
        each = floored(events_per_parameter(found.patterns))
        return (
            f"There are {far}too few cases for so many candidates: {each} of the rarer answer for"
            f" each parameter, where 10 are usual{withheld}. {do}"
        )
    return ""


def _covers_nought(found: Regression, variable: str) -> str:
    """That an interval covers nought though the test is significant: readers see both."""
    own = model_tables.gaps(found, variable)
    if found.patterns.repeated:  # the test takes judgements as cases, the interval does not
        return ""
    if len(own) > 1 or len(model_tables.told(found, variable)) < 2:
        return ""
    low, high = own.iloc[0][["ci_low", "ci_high"]]
    if not low < 0 < high or not selection_results(found.path)[variable].significant:
        return ""
    return (
        f"The interval for {name_of(variable)} covers zero although its test is significant"
        f" ({p_value(selection_results(found.path)[variable].p)}): the two are calculated in"
        " different ways, and this is a close call."
    )


def _stays(found: Regression, variable: str) -> str:
    """Why a variable is in the model whose own test there is not significant."""
    last = found.path.steps[-1].after if found.path.steps else found.path.start
    (p,) = [row.p for row in last.removal_table if row.variable == variable]
    if selection_results(found.path)[variable].significant and p <= found.criteria.remove:
        return ""
    if p > found.criteria.remove:
        return (
            f"{upper_first(name_of(variable))} is in at {p_value(p)}, above the limit to leave: the"
            " selection ended before it could."
        )
    return (
        f"{upper_first(name_of(variable))} stays at {p_value(p)}: it would leave above"
        f" {found.criteria.remove:g}."
    )


def _left_out(stood: Sequence[SelectionResult]) -> list[str]:
    never = sorted((s for s in stood if s.entered is None), key=lambda s: s.p)
    removed = [s for s in stood if s.removed and not s.selected]
    sentences = []
    if never:
        named = [f"{name_of(s.variable)} ({p_value(s.p)})" for s in never]
        sentences.append(f"Looked at and not entered: {join_or(named, 'and')}.")
    if removed:
        named = [f"{name_of(s.variable)} ({p_value(s.p)})" for s in removed]
        were = plural(len(removed), "was", "were")
        sentences.append(f"{upper_first(join_or(named, 'and'))} entered and {were} removed again.")
    return sentences


def advice(found: Regression) -> str:
    """What to do where nothing entered; '' where something did."""
    if found.model.variables:
        return ""
    if not found.patterns.candidates:
        return "No candidate is left to choose from. Clear a filter, or choose other candidates."
    return (
        "That is no proof that there is no difference: with few cases only wide ones show. Take"
        " filters away for more cases, or look at the model in full, which gives every difference"
        " with its interval."
    )


def warnings(found: Regression, codes: Codebook) -> list[str]:
    """What a reader must be told, the gravest first."""
    tests = len(found.path.start.not_in_equation)
    many = (
        f"{tests} candidates were tested here, and more with every other model looked at: the"
        " more tests, the more come out significant by chance."
    )
    own = model_cautions.warnings(found, InWords(codes))
    return [*own, *([many] if tests > 1 else [])]


def counted(found: Regression) -> str:
    """'1,000 cases with everything recorded, of 1,066 judged'."""
    rows, clusters = found.patterns.rows, found.patterns.clusters
    if clusters is None or not clusters.repeated:
        return f"{complete(rows.used)}, of {rows.total:,} judged"
    of = number_of(rows.total, "judgement")
    return f"{complete(round(clusters.times.sum()))}, with {rows.used:,} of {of}"


def complete(cases: int) -> str:
    """'1,000 cases with everything recorded'."""
    return f"{number_of(cases, 'case')} with everything recorded"


def stopped(found: Regression) -> str:
    """Why the selection ended."""
    variable = name_of(found.path.stop_variable) if found.path.stop_variable else ""
    return STOPPED[found.path.stop_reason].format(variable=variable)


def name_of(variable: str) -> str:
    """A variable within a sentence: 'likelihood of reoffending'."""
    return Dimension(variable).phrase


def level(variable: str, code: str, codes: Codebook) -> str:
    """A level beside those of other variables: 'NPS', 'Risk of serious harm: low'."""
    of = Dimension(variable)
    label = codes[of][code]
    if of.entry.scale or code == NOT_RECORDED:
        return f"{upper_first(of.phrase)}: {label.lower()}"
    return label


def against(variable: str, code: str, reference: str, codes: Codebook) -> str:
    """A level and what it is held against: 'NPS, against CRC'."""
    other = codes[Dimension(variable)][reference]
    shown = other.lower() if Dimension(variable).entry.scale else other
    return f"{level(variable, code, codes)}, against {shown}"
