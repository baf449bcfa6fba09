"""A regression as Python code: pandas and statsmodels replay its steps and compare."""

import json
import math
from collections.abc import Iterable, Mapping

from probation.exports.code.contents import STATISTICS, Contents, contents, csv_table, top
from probation.exports.code.texts import commented, listed
from probation.stepwise.regression import Regression

_IMPORTS = """\
import io
import warnings

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy.stats import chi2, norm

# It warns of patterns fitted exactly, also without separation; infinite terms are named below.
warnings.filterwarnings("ignore", module="statsmodels")"""

_FUNCTIONS = '''\
# ---- 2. Models ----


def design(data, variables):
    """An intercept, a 0-1 column for each level but the first, and numbers as they are."""
    columns = {"(Intercept)": np.ones(len(data))}
    for variable in variables:
        if variable in levels:
            for level in levels[variable][1:]:
                columns[f"{variable} = {level}"] = (data[variable] == level).astype(float)
        else:
            columns[variable] = data[variable].astype(float)
    return pd.DataFrame(columns, index=data.index)


def estimable(x):
    """The columns of x that those before them do not determine."""
    scaled = x / np.sqrt((x**2).sum())
    kept = []
    for column in x:
        if np.linalg.matrix_rank(scaled[[*kept, column]], tol=1e-12) > len(kept):
            kept.append(column)
    return x[kept]


def fit(variables):
    """The logistic regression on these variables."""
    x = estimable(design(cases, variables))
    model = sm.GLM(cases[["yes", "no"]], x, family=sm.families.Binomial())
    return model.fit(tol=1e-10, wls_method="qr")


def step(inside, outside):
    """Fits a model; tests removing each variable (likelihood ratio) and adding others (score)."""
    model = fit(inside)
    print(f"\\nModel: {', '.join(inside) or 'the intercept alone'}")
    for variable in inside:
        reduced = fit([other for other in inside if other != variable])
        lr = reduced.deviance - model.deviance
        df = len(model.params.index.intersection(design(cases, [variable]).columns[1:]))
        print(f"  in   {variable:<32} LR    {lr:12.4f}  df {df:2}  p {chi2.sf(lr, df):.4g}")
    for variable in outside:
        extra = estimable(design(cases, [*inside, variable])).drop(columns=model.params.index)
        score, df, p = 0, len(extra.columns), 1  # where the model determines the variable
        if df:
            extra = (extra - extra.mean()).to_numpy()  # the same test, with less rounding
            score, p = map(np.squeeze, model.score_test(exog_extra=extra))
        print(f"  out  {variable:<32} score {score:12.4f}  df {df:2}  p {p:.4g}")
    return model'''

_SELECTED = """\
# ---- 4. The model selected: coefficients, and odds ratios with 95% Wald intervals ----
table = pd.DataFrame({"b": model.params, "se": model.bse})
with np.errstate(over="ignore"):  # a huge coefficient has an infinite odds ratio
    table["odds_ratio"] = np.exp(table["b"])
    table["low"] = np.exp(table["b"] - norm.ppf(0.975) * table["se"])
    table["high"] = np.exp(table["b"] + norm.ppf(0.975) * table["se"])
print("\\nThe model selected", table.to_string(), sep="\\n")"""

_ADJUSTED = """\
# Adjusted percentages: everyone set to each level in turn, averaged over the cases. For a level
# without a coefficient, which other variables determine, the figure is not its own: pass it over.
adjusted = []
for variable in {factors}:
    for level in levels[variable]:
        everyone = design(cases.assign(**{{variable: level}}), selected)[model.params.index]
        p = np.average(model.predict(everyone), weights=cases["yes"] + cases["no"])
        adjusted.append((variable, level, 100 * p))
adjusted = pd.DataFrame(adjusted, columns=["variable", "level", "percent"])
print("\\nAdjusted percentages", adjusted.to_string(), sep="\\n")"""

_COMPARISON = """\
# To 1e-6 of the coefficient or of its standard error, whichever is larger.
both = pd.DataFrame({"here": model.params, "dashboard": dashboard, "se": model.bse})
both = both.drop(index=infinite)
near = 1e-6 * np.maximum(both["dashboard"].abs(), both["se"])
wrong = both[~((both["here"] - both["dashboard"]).abs() <= near)]
if wrong.empty:
    print(f"\\nThe coefficients agree with the dashboard to 1e-6: {len(both)} compared.")
else:
    print(f"\\n{len(wrong)} of {len(both)} coefficients do NOT agree with the dashboard to 1e-6:")
    print(wrong.to_string(float_format="%.12g"))
for term in infinite:
    print("Not compared, as it is infinite (separation):", term)"""

_NONE_FINITE = (
    'print("\\nNo coefficient can be compared with the dashboard: none is finite (separation).")'
)


def python(regression: Regression, said: Mapping[str, str]) -> str:
    """Python code that replays the regression with pandas and statsmodels.

    said: what the cases are (question asked, filters, case set, ...), to stand at the top.
    """
    found = contents(regression)
    parts = [
        # the first two lines: text from outside there could pass for a declaration of the encoding
        "# Stepwise logistic regression, replayed in Python with pandas and statsmodels.",
        "\n".join(commented(top(regression, said))),
        _IMPORTS,
        _cases(found),
        _FUNCTIONS + "\n",
        _steps(found, regression.criteria.removal),
        _SELECTED,
        *_adjusted(found),
        _agreement(found),
    ]
    return "\n\n".join(parts) + "\n"


def _cases(found: Contents) -> str:
    """The cases as text within three quotes, and the levels."""
    table = "\n".join(csv_table(found)).replace("\\", "\\\\").replace('"""', '""\\"')
    about = f"yes: cases with '{found.event}'; no: cases with '{found.other}'."
    levels = [f"    {_string(v.name)}: {_list(v.levels or (), '    ')}," for v in found.factors]
    return "\n".join(
        [
            "# ---- 1. The cases: a row for each pattern of the candidates ----",
            *commented([about]),
            f'TABLE = """\\\n{table}\n"""',
            *(
                ["levels = {  # the first is the reference", *levels, "}"]
                if levels
                else ["levels = {}"]
            ),
            "cases = pd.read_csv(",
            "    io.StringIO(TABLE),",
            "    skipinitialspace=True,",
            "    keep_default_na=False,",
            "    dtype={variable: str for variable in levels},",
            ")",
            "assert all(cases[variable].isin(levels[variable]).all() for variable in levels)",
            f'assert cases["yes"].sum() == {sum(found.yes)}',
            f'assert cases["no"].sum() == {sum(found.no)}',
        ]
    )


def _steps(found: Contents, removal: str) -> str:
    """Each step, with the model after it."""
    lines = [
        "# ---- 3. The steps ----",
        "# Step 0: the intercept alone.",
        f"model = step([], outside={_list(found.start)})",
    ]
    if removal != "lr":
        decides = (
            f"The {STATISTICS[removal]} test decides what leaves; the one shown is the LR test."
        )
        lines[1:1] = commented([decides])
    for move in found.moves:
        lines += commented([move.sentence])
        lines.append(f"model = step({_list(move.inside)}, outside={_list(move.outside)})")
    lines += [f"# {found.stopped}", f"selected = {_list(found.selected)}"]
    return "\n".join(lines)


def _adjusted(found: Contents) -> list[str]:
    return [_ADJUSTED.format(factors=_list(found.adjusted))] if found.adjusted else []


def _agreement(found: Contents) -> str:
    """The dashboard's coefficients, and the comparison with them."""
    head = "# ---- 5. Does the dashboard say the same? ----"
    if not found.comparable:
        return "\n".join([head, _NONE_FINITE])
    values = [
        f"        {_string(estimate.term)}: {estimate.b:.12g},"
        for estimate in found.estimates
        if math.isfinite(estimate.b)
    ]
    return "\n".join(
        [
            head,
            "dashboard = pd.Series(",
            "    {",
            *values,
            "    }",
            ")",
            f"infinite = {_list(found.infinite)}",
            _COMPARISON,
        ]
    )


def _list(texts: Iterable[str], indent: str = "") -> str:
    return f"[{listed(map(_string, texts), indent, '    ')}]"


def _string(text: str) -> str:
    """A printable text as a Python string: JSON escapes the same two characters."""
    return json.dumps(text, ensure_ascii=False)
