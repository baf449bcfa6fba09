"""A regression as R code: base R replays its steps and compares the coefficients."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence

from probation.exports.code.contents import STATISTICS, Contents, Move, contents, csv_table, top
from probation.exports.code.texts import commented, listed
from probation.stepwise.regression import Regression

_SETTINGS = """\
# Each level against the first; estimates exact enough to compare.
options(contrasts = c("contr.treatment", "contr.poly"))
exact <- glm.control(epsilon = 1e-10, maxit = 100)"""

_SELECTED = """\
# ---- 3. The model selected: coefficients, and odds ratios with 95% Wald intervals ----
b <- coef(model)
se <- sqrt(diag(vcov(model)))
z <- qnorm(0.975)
print(data.frame(term = names(b), b = b, se = se, odds_ratio = exp(b),
                 low = exp(b - z * se), high = exp(b + z * se), row.names = NULL))"""

_ADJUSTED = """\
# Adjusted percentages: everyone set to each level in turn, averaged over the cases. For a level
# without a coefficient, which other variables determine, the figure is not its own: pass it over.
adjusted <- data.frame()
for (variable in {factors}) {{
  for (level in levels(cases[[variable]])) {{
    everyone <- cases
    everyone[[variable]] <- factor(level, levels = levels(cases[[variable]]))
    p <- predict(model, everyone, type = "response")
    percent <- 100 * weighted.mean(p, cases$yes + cases$no)
    adjusted <- rbind(adjusted, data.frame(variable, level, percent))
  }}
}}
print(adjusted)"""

_COMPARISON = """\
# To 1e-6 of the coefficient or of its standard error, whichever is larger.
compared <- !is.infinite(dashboard)
near <- abs(b - dashboard) <= 1e-6 * pmax(abs(dashboard), se)
agrees <- compared & ((is.na(b) & is.na(dashboard)) | near) %in% TRUE
if (all(agrees[compared])) {
  cat("The coefficients agree with the dashboard to 1e-6:", sum(compared), "compared.\\n")
} else {
  cat(sum(compared & !agrees), "of", sum(compared),
      "coefficients do NOT agree with the dashboard to 1e-6:\\n")
  print(data.frame(term = names(b), here = b, dashboard, row.names = NULL)[compared & !agrees, ],
        digits = 12)
}"""

_NONE_FINITE = (
    'cat("No coefficient can be compared with the dashboard: none is finite (separation).\\n")'
)


def r(regression: Regression, said: Mapping[str, str]) -> str:
    """R code that replays the regression; base R alone.

    said: what the cases are (question asked, filters, case set, ...), to stand at the top.
    """
    found = contents(regression)
    parts = [
        "# Stepwise logistic regression, replayed in base R.",
        "\n".join(commented(top(regression, said))),
        _cases(found),
        _SETTINGS,
        *_steps(found, regression.criteria.removal),
        _SELECTED,
        *_adjusted(found),
        _agreement(found),
    ]
    return "\n\n".join(parts) + "\n"


def _cases(found: Contents) -> str:
    """The cases as text within single quotes, its levels as factors."""
    table = "\n".join(csv_table(found)).replace("\\", "\\\\").replace("'", "\\'")
    texts = [f'{variable.name} = "character"' for variable in found.factors]
    classes = f",\n  colClasses = c({listed(texts, '  ', '  ')})" if texts else ""
    about = f"yes: cases with '{found.event}'; no: cases with '{found.other}'."
    return "\n".join(
        [
            "# ---- 1. The cases: a row for each pattern of the candidates ----",
            *commented([about]),
            f"cases <- read.csv(text = '\n{table}\n', strip.white = TRUE,"
            f" na.strings = character(0){classes})",
            *(["# The first level is the reference."] if texts else []),
            *(
                f"cases${v.name} <- factor(cases${v.name}, levels = {_vector(v.levels or ())})"
                for v in found.factors
            ),
            f"stopifnot(!anyNA(cases), sum(cases$yes) == {sum(found.yes)},"
            f" sum(cases$no) == {sum(found.no)})",
        ]
    )


def _steps(found: Contents, removal: str) -> list[str]:
    """Each step with the tests after it."""
    start = [
        "# ---- 2. The steps ----",
        "# Step 0: the intercept alone; the score test of each candidate",
        "model <- glm(cbind(yes, no) ~ 1, family = binomial, data = cases, control = exact)",
        *_added(found.start),
    ]
    return ["\n".join(start), *(_step(move, removal) for move in found.moves), f"# {found.stopped}"]


def _step(move: Move, removal: str) -> str:
    sign = "+" if move.action == "enter" else "-"
    other = f"The {STATISTICS[removal]} test decides what leaves; drop1 shows the likelihood ratio."
    return "\n".join(
        [
            *commented([move.sentence]),
            f"model <- update(model, . ~ . {sign} {move.variable})",
            *(commented([other]) if removal != "lr" else []),
            *(['print(drop1(model, test = "LRT"))'] if move.inside else []),
            *_added(move.outside),
        ]
    )


def _added(outside: Sequence[str]) -> list[str]:
    return [f'print(add1(model, {_vector(outside)}, test = "Rao"))'] if outside else []


def _adjusted(found: Contents) -> list[str]:
    return [_ADJUSTED.format(factors=_vector(found.adjusted))] if found.adjusted else []


def _agreement(found: Contents) -> str:
    """The dashboard's coefficients, and the comparison with them."""
    head = "# ---- 4. Does the dashboard say the same? ----"
    if not found.comparable:
        return "\n".join([head, _NONE_FINITE])
    left_out = [f"Not compared, as it is infinite (separation): {term}" for term in found.infinite]
    odd = not all(math.isfinite(estimate.b) for estimate in found.estimates)
    last = len(found.estimates) - 1
    values = [
        f"  {_number(estimate.b)}{',' if place < last else ''}  # {estimate.term}"
        for place, estimate in enumerate(found.estimates)
    ]
    return "\n".join(
        [
            head,
            *(
                ["# NA: other variables determine it; Inf: it is infinite (separation)."]
                if odd
                else []
            ),
            "dashboard <- c(",
            *values,
            ")",
            _COMPARISON,
            *(f"cat({_string(sentence)}, fill = TRUE)" for sentence in left_out),
        ]
    )


def _number(b: float) -> str:
    return "NA" if math.isnan(b) else "Inf" if math.isinf(b) else f"{b:.12g}"


def _vector(texts: Iterable[str]) -> str:
    return f"c({listed(map(_string, texts), '', '  ')})"


def _string(text: str) -> str:
    """A printable text as an R string: JSON escapes the same two characters."""
    return json.dumps(text, ensure_ascii=False)
