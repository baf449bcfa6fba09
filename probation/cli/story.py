"""A regression as text: what was found, each step with what was left out, and how well it fits."""

from collections.abc import Iterable, Sequence

from probation.analysis.cautions import events_said, few_events, too_few_events
from probation.analysis.effects import unsized
from probation.analysis.regression import Regression
from probation.analysis.stepwise import STOPPED, State, Step
from probation.vocabulary import join_or


def story(regression: Regression, guarded: bool = False) -> str:
    """The whole regression as lines of text. guarded: see analysis.document."""
    lines = [*_cases(regression), "", *_steps(regression), "", *_tables(regression, guarded)]
    warnings = [*regression.warnings, *regression.context]
    if few_events(regression.patterns):
        said = events_said(regression.patterns)
        lines.insert(0, said)
        warnings.remove(said)
    if warnings:
        lines += ["", "Please note", *(f"- {warning}" for warning in warnings)]
    return "\n".join(line.rstrip() for line in lines)


def _cases(regression: Regression) -> list[str]:
    patterns = regression.patterns
    rows = patterns.rows
    selected = join_or(regression.model.variables, "and") or "no variable"
    of = "judgements" if patterns.repeated else "cases"
    return [
        f"{patterns.outcome} = {patterns.event}: {patterns.events:,} of {rows.used:,} {of} used"
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
    withheld = unsized(regression.patterns) if guarded else set()
    kind = "intervals by case (CR2)" if regression.patterns.repeated else "Wald intervals"
    lines = [f"Coefficients (log-odds), and odds ratios with 95% {kind}"]
    head = ["variable", "level", "against", "b", "se", "wald", "p", "odds ratio", "low", "high"]
    lines += _aligned(
        head,
        (
            [
                c.variable,
                c.level or "",
                c.reference or "",
                *map(_number, (c.b, c.se, c.wald)),
                _p(c.p),
                *map(_number, (c.odds_ratio, c.ci_low, c.ci_high)),
            ]
            for c in regression.coefficients
        ),
    )
    if too_few_events(regression.patterns):
        lines += ["", "No adjusted number is given: there are too few events for any."]
        return [*lines, "", *_fit(regression)]
    if regression.effects:
        lines += ["", "Average marginal effects in percentage points, 95% intervals"]
        lines += _aligned(
            ["variable", "level", "against", "points", "low", "high"],
            (
                [
                    *(e.variable, e.level or "per unit", e.reference or ""),
                    *_tenths(
                        (e.points, e.ci_low, e.ci_high),
                        withheld.isdisjoint({(e.variable, e.level), (e.variable, e.reference)}),
                    ),
                ]
                for e in regression.effects
            ),
        )
    if regression.adjusted:
        lines += ["", "Adjusted percentages, beside those observed"]
        lines += _aligned(
            ["variable", "level", "adjusted", "observed", "cases"],
            (
                [
                    *(a.variable, a.level),
                    *_tenths((a.percent, a.raw), (a.variable, a.level) not in withheld),
                    f"{a.n:,}",
                ]
                for a in regression.adjusted
            ),
        )
    return [*lines, "", *_fit(regression)]


def _tenths(values: Sequence[float], shown: bool) -> list[str]:
    return [f"{v:.1f}" if shown and v == v else "" for v in values]


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
