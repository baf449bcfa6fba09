"""A regression as text: what was found, each step with what was left out, and how well it fits."""

from collections.abc import Iterable, Sequence

from probation.disclosure.withheld_models import NO_ESTIMATE, Withheld, kept, reasons, withheld
from probation.domain.wording import counted, join_or
from probation.exhibits.model_cautions import events_said, warnings
from probation.stepwise.cautions import few_events, too_few_events
from probation.stepwise.regression import Regression
from probation.stepwise.selection import STOPPED, State, Step


def story(regression: Regression, guarded: bool = False) -> str:
    """The whole regression as lines of text. guarded: see exports.model_json."""
    lines = [*_cases(regression), "", *_steps(regression), "", *_tables(regression, guarded)]
    notes = [*warnings(regression), *regression.context]
    if few_events(regression.patterns):
        said = events_said(regression.patterns)
        lines.insert(0, said)
        notes.remove(said)
    if notes:
        lines += ["", "Please note", *(f"- {note}" for note in notes)]
    return "\n".join(line.rstrip() for line in lines)


def _cases(regression: Regression) -> list[str]:
    patterns = regression.patterns
    rows = patterns.rows
    selected = join_or(regression.model.variables, "and") or "no variable"
    used = counted(rows.used, "judgement" if patterns.repeated else "case")
    return [
        f"{patterns.outcome} = {patterns.event}: {patterns.events:,} of {used} used"
        f" ({rows.total:,} in all).",
        f"Selected: {selected}.",
    ]


def _steps(regression: Regression) -> list[str]:
    path, criteria = regression.path, regression.criteria
    lines = [
        f"Enter at p < {criteria.enter:g}, remove at p > {criteria.remove:g} ({criteria.removal}).",
        f"Step 0: the intercept alone, -2LL {path.start.minus2ll:.3f}",
        *_outside(path.start),
    ]
    for step in path.steps:
        lines += [_step(step), *_inside(step.after), *_outside(step.after)]
    reason = STOPPED[path.stop_reason].format(variable=path.stop_variable)
    return [*lines, f"Stopped ({path.stop_reason}): {reason}"]


def _step(step: Step) -> str:
    done = {"enter": "enters", "remove": "is removed"}[step.action]
    return (
        f"Step {step.step}: {step.variable} {done} ({step.stat_name} {step.statistic:.3f},"
        f" df {step.df}, p {_p(step.p)}), -2LL {step.after.minus2ll:.3f}"
    )


def _inside(state: State) -> list[str]:
    return [
        f"    in       {row.variable}: LR {row.lr:.3f}, Wald {row.wald:.3f}, conditional"
        f" {row.cond:.3f}, df {row.df}, p if removed {_p(row.p)}"
        for row in state.removal_table
    ]


def _outside(state: State) -> list[str]:
    lines = [
        f"    not in   {row.variable}: score {row.score:.3f}, df {row.df}, p {_p(row.p)}"
        for row in state.not_in_equation
    ]
    if state.overall:
        o = state.overall
        lines.append(f"    all out  score {o.score:.3f}, df {o.df}, p {_p(o.p)}")
    return lines


def _tables(regression: Regression, guarded: bool) -> list[str]:
    """What the model says, and how it fits; of too few events nothing of any size."""
    if too_few_events(regression.patterns):
        none = "No adjusted number is given: there are too few events for any."
        return [none, "", *_fit(regression)]
    of = withheld(regression.patterns) if guarded else {}
    return [
        *_coefficients(regression, of),
        *_effects(regression, of),
        *_adjusted(regression, of),
        "",
        *_fit(regression),
    ]


def _coefficients(regression: Regression, of: Withheld) -> list[str]:
    kind = "intervals by case (CR2)" if regression.patterns.repeated else "Wald intervals"
    head = ["variable", "level", "against", "b", "se", "wald", "p", "odds ratio", "low", "high"]
    rows, why = kept(regression.coefficients, of), reasons(regression.coefficients, of)
    cells = [
        [
            *(c.variable, c.level or "", c.reference or ""),
            *map(_number, (c.b, c.se, c.wald)),
            _p(c.p),
            reason or _number(c.odds_ratio),
            *map(_number, (c.ci_low, c.ci_high)),
        ]
        for c, reason in zip(rows, why, strict=True)
    ]
    lines = [f"Coefficients (log-odds), and odds ratios with 95% {kind}", *_aligned(head, cells)]
    if regression.patterns.repeated and regression.model.variables:
        tests = [f"{name} {_p(regression.by_case(name))}" for name in regression.model.variables]
        lines.append(f"p of each variable by case (CR2, F): {', '.join(tests)}")
    return lines


def _effects(regression: Regression, of: Withheld) -> list[str]:
    if not regression.effects:
        return []
    none = {(term.variable, term.level): NO_ESTIMATE for term in regression.separated} | of
    head = ["variable", "level", "against", "points", "low", "high"]
    rows, why = kept(regression.effects, none), reasons(regression.effects, none)
    cells = [
        [
            *(e.variable, e.level or "per unit", e.reference or ""),
            reason or _tenth(e.points),
            *map(_tenth, (e.ci_low, e.ci_high)),
        ]
        for e, reason in zip(rows, why, strict=True)
    ]
    title = "Average marginal effects in percentage points, 95% intervals"
    return ["", title, *_aligned(head, cells)]


def _adjusted(regression: Regression, of: Withheld) -> list[str]:
    if not regression.adjusted:
        return []
    head = ["variable", "level", "adjusted", "observed", "cases"]
    cells = []
    for a in regression.adjusted:
        why = of.get((a.variable, a.level))
        shares = [why, ""] if why else [_tenth(a.percent), _tenth(a.raw)]
        cells.append([a.variable, a.level, *shares, f"{a.n:,}"])
    return ["", "Adjusted percentages, beside those observed", *_aligned(head, cells)]


def _tenth(value: float) -> str:
    return f"{value:.1f}" if value == value else ""


def _fit(regression: Regression) -> list[str]:
    fit = regression.goodness
    lines = [
        f"-2LL {fit.minus2ll:.3f}, Cox-Snell {fit.cox_snell:.4f}, Nagelkerke"
        f" {fit.nagelkerke:.4f}, area under the ROC curve {fit.auc:.4f}"
    ]
    if test := fit.hosmer_lemeshow:
        p = f", p {_p(test.p)}" if test.df > 0 else ""
        lines.append(f"Hosmer-Lemeshow chi-square {test.chi2:.3f}, df {test.df}{p}")
    return lines


def _aligned(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Columns with a space between, words to the left and numbers to the right."""
    table = [list(head), *map(list, rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    words = {"variable", "level", "against"}
    return [
        "  ".join(
            cell.ljust(width) if name in words else cell.rjust(width)
            for cell, width, name in zip(row, widths, head, strict=True)
        )
        for row in table
    ]


def _p(p: float) -> str:
    if p != p:
        return ""
    return "<.001" if p < 0.001 else f"{p:.3f}".removeprefix("0")


def _number(value: float) -> str:
    return "" if value != value else f"{value:.4g}"
