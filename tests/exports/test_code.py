"""The code handed out with a regression: run as it stands, it finds what the dashboard found."""

import ast
import contextlib
import io
import math
import os
import re
import shutil
import subprocess
from functools import cache

import numpy as np
import pytest

from probation.exports.code.contents import contents
from probation.exports.code.languages import python, r, spss
from probation.exports.code.texts import safe_names
from probation.stepwise.patterns import patterns
from probation.stepwise.regression import regression
from probation.stepwise.roles import Roles
from probation.stepwise.selection import Criteria
from tests.stepwise.reference import CASES, REMOVALS, answer, case, difference

AGREES = "The coefficients agree with the dashboard to 1e-6:"
NONE_FINITE = "No coefficient can be compared with the dashboard: none is finite (separation)."

SAID = {
    "question_asked": "Were interventions available?",
    "filters": "Filtered to: NPS cases; women.",
    "downloaded_on": "2026-11-22",
}
HOSTILE_SAID = {
    "question_asked": '# -*- coding: no-such-codec -*-\r\nraise SystemExit(\'""" \\',
    "filters": "*/ end.\nFREQUENCIES ALL.\n\nERASE FILE='x'. /* it's open",
    "case_set": "a\u2028quit()\u0085stop()\x0b\x0c\x00 é 日本 " + "long. " * 80,
}

HOSTILE_NAMES = [
    "my var",
    "a-b",
    "if",
    "année",
    "BY",
    "by",
    "yes",
    "n",
    "(Intercept)",
    "日本",
    "self",
]
HOSTILE_LEVELS = [
    "NA", 'say "hi", she said', "it's", "back\\slash\\", "=1+1", "50%", "日本 é", "two\nlines",
    "two lines", " ahead", '"""', "'''", "TRUE", "1", "END DATA.", "*/ /* #", "{x} %s",
    "\u202e\x00",
]  # fmt: skip


def hostile():
    """Names and levels that mean something to a language, two of them in the model."""
    rng = np.random.default_rng(7)
    n = 300
    places = {name: rng.integers(0, 3, n) for name in HOSTILE_NAMES}
    places["my var"] = rng.integers(0, len(HOSTILE_LEVELS), n)
    chance = 1 / (1 + np.exp(2 - 0.2 * places["my var"] - 1.2 * places["if"] - places["self"]))
    columns = {'it\'s: "y"\n': np.where(rng.random(n) < chance, "ye's\n", 'no"').tolist()}
    for shift, name in enumerate(HOSTILE_NAMES):
        levels = HOSTILE_LEVELS if name == "my var" else HOSTILE_LEVELS[shift : shift + 3]
        columns[name] = [levels[place] for place in places[name]]
    roles = Roles('it\'s: "y"\n', tuple(HOSTILE_NAMES), categorical=tuple(HOSTILE_NAMES))
    return regression(patterns(columns, roles))


def made(seed, categorical=(), **columns):
    """A regression of cases drawn at random. columns: of each candidate, its values."""
    rng = np.random.default_rng(seed)
    n = len(next(iter(columns.values())))
    columns = {"y": rng.integers(0, 2, n), **columns}
    roles = Roles("y", tuple(columns)[1:], categorical=categorical)
    return regression(patterns(columns, roles), Criteria(0.9, 0.95))


#: Regressions of shapes that the cases lack.
MADE = {
    "hostile": hostile,
    "fourteen areas": lambda: made(
        2, area=[f"Area {i % 14}, with a long name" for i in range(700)], half=[0, 1] * 350
    ),
    "numbers": lambda: made(
        0, big=np.linspace(1e6, 1e6 + 1, 80), small=1e-9 * np.sin(np.arange(80))
    ),
    "one candidate": lambda: made(4, a=["p", "q"] * 30),
    "nothing varies": lambda: made(5, a=["p"] * 30),
    "aliased": lambda: regression(case("made_collinear"), Criteria(0.98, 1)),
}


def paths():
    """Every case with each removal that takes another path, and all that are made."""
    for name in CASES:
        seen = []
        for variant, removal in REMOVALS.items():
            theirs = answer(name)["variants"][variant]
            path = [(s["action"], s["variable"]) for s in theirs.get("trace", theirs.get("steps"))]
            if path not in seen:
                seen.append(path)
                yield name, removal
    for name in MADE:
        yield name, "lr"


KEYS = list(paths())
of_every_regression = pytest.mark.parametrize("key", KEYS, ids="-".join)


@cache
def fitted(name, removal="lr"):
    """The regression of a case, or one of those made."""
    if name in MADE:
        return MADE[name]()
    theirs = answer(name)
    return regression(case(name), Criteria(theirs["pin"], theirs["pout"], removal))


@cache
def run_as_python(*key):
    """The variables of a regression's Python code after it has run, and its output."""
    return run(python(fitted(*key), SAID))


def run(code):
    printed, names = io.StringIO(), {}
    with contextlib.redirect_stdout(printed):
        exec(compile(code.encode(), "code.py", "exec"), names)
    return names, printed.getvalue()


R_RUN = """
for (file in list.files(commandArgs(TRUE)[1], "[.]R$", full.names = TRUE)) {
  own <- new.env()
  out <- capture.output(suppressWarnings(source(file, local = own, encoding = "UTF-8")))
  b <- sprintf("%.15g", coef(own$model))
  writeLines(c(out, "== b", b, "== percent", sprintf("%.15g", own$adjusted$percent)),
             sub("R$", "out", file))
}
"""


@pytest.fixture(scope="module")
def r_runs(tmp_path_factory):
    """For each regression what its R code printed, its coefficients and adjusted percentages."""
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed")
    folder = tmp_path_factory.mktemp("r")
    codes = {"-".join(key): r(fitted(*key), SAID) for key in KEYS}
    codes["planted"] = planted(r(fitted("titanic"), SAID), fitted("titanic"))
    codes["hostile said"] = r(fitted("hostile"), HOSTILE_SAID)
    for name, code in codes.items():
        (folder / f"{name}.R").write_text(code, encoding="utf-8")
    (folder / "run").write_text(R_RUN)
    subprocess.run(
        ["Rscript", "--vanilla", folder / "run", folder],
        check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    return {name: r_answer((folder / f"{name}.out").read_text("utf-8")) for name in codes}


def r_answer(text):
    printed, _, rest = text.partition("== b\n")
    b, _, percent = rest.partition("== percent\n")
    numbers = [[math.nan if t == "NA" else float(t) for t in ts.split()] for ts in (b, percent)]
    return printed, *numbers


def planted(code, found):
    """The code with one coefficient of the dashboard wrong in the sixth digit."""
    b = found.coefficients[1].b
    assert code.count(f"{b:.12g}") == 1
    return code.replace(f"{b:.12g}", f"{b * 1.00001:.12g}")


def says_what_it_should(printed, found):
    if all(math.isnan(c.b) for c in found.coefficients):
        assert NONE_FINITE in printed
        return
    compared = len(found.coefficients) - len(found.separated)
    assert AGREES in printed
    assert "NOT" not in printed
    assert printed.count("Not compared, as it is infinite") == len(found.separated)
    assert 0 < int(re.search(f"{AGREES} ([0-9]+) compared", printed)[1]) <= compared


@of_every_regression
def test_the_python_code_agrees_with_the_dashboard(key):
    says_what_it_should(run_as_python(*key)[1], fitted(*key))


@of_every_regression
def test_the_r_code_agrees_with_the_dashboard(key, r_runs):
    says_what_it_should(r_runs["-".join(key)][0], fitted(*key))


@pytest.mark.parametrize("name", CASES)
def test_the_python_code_finds_what_r_found_on_the_cases(name):
    names, _ = run_as_python(name, "lr")
    theirs = {c["term"]: c for c in answer(name)["coefficients"]}
    separated = {t.variable + (t.level or "") for t in fitted(name).separated}
    mine = {term.replace(" = ", ""): term for term in names["model"].params.index}
    assert set(mine) == set(theirs)
    for term in set(mine) - separated:
        assert difference(names["model"].params[mine[term]], theirs[term]["b"]) < 1e-6
        assert difference(names["model"].bse[mine[term]], theirs[term]["se"]) < 1e-6
    if names["selected"] and "adjusted" in names:
        for row, their in zip(
            names["adjusted"].itertuples(), answer(name).get("adjusted_pct") or [], strict=False
        ):
            assert (row.variable, row.level) == (their["variable"], their["level"])
            assert row.percent == pytest.approx(their["pct"], abs=1e-3)


@pytest.mark.parametrize("name", CASES)
def test_the_r_code_finds_what_r_found_on_the_cases(name, r_runs):
    _, b, _ = r_runs[f"{name}-lr"]
    theirs = {c["term"]: c["b"] for c in answer(name)["coefficients"]}
    separated = {t.variable + (t.level or "") for t in fitted(name).separated}
    for own, found in zip(b, fitted(name).coefficients, strict=True):
        term = found.variable + (found.level or "")
        if term in theirs and term not in separated:
            assert difference(own, theirs[term]) < 1e-6


@of_every_regression
def test_the_python_code_gives_the_adjusted_percentages_of_the_dashboard(key):
    names, _ = run_as_python(*key)
    expected = [adjusted.percent for adjusted in fitted(*key).adjusted]
    found = names["adjusted"]["percent"].tolist() if expected else []
    assert _where_known(found, expected) == pytest.approx(
        _where_known(expected, expected), abs=1e-6
    )


@of_every_regression
def test_the_r_code_gives_the_adjusted_percentages_of_the_dashboard(key, r_runs):
    expected = [adjusted.percent for adjusted in fitted(*key).adjusted]
    found = r_runs["-".join(key)][2]
    assert _where_known(found, expected) == pytest.approx(
        _where_known(expected, expected), abs=1e-6
    )


def _where_known(found, expected):
    """Of as many numbers those that the dashboard gives: none for a level others determine."""
    return [own for own, ours in zip(found, expected, strict=True) if ours == ours]


@of_every_regression
def test_the_steps_replayed_show_the_tests_of_the_dashboard(key):
    found = fitted(*key)
    if found.separated:  # a score test beside an infinite estimate is as exact as its weights
        return
    called = dict(
        zip(found.patterns.names, (v.name for v in contents(found).variables), strict=True)
    )
    expected = []
    for state in [found.path.start, *(step.after for step in found.path.steps)]:
        expected += [("in", called[i.variable], i.lr, i.df, i.lr_p) for i in state.removal_table]
        expected += [("out", called[o.variable], o.score, o.df, o.p) for o in state.not_in_equation]
    rows = re.findall(r"^  (in|out) +(\w+) +(?:LR|score) +(\S+)  df +(\d+)  p (\S+)$",
                      run_as_python(*key)[1], re.MULTILINE)  # fmt: skip
    assert [(row[0], row[1], int(row[3])) for row in rows] == [(e[0], e[1], e[3]) for e in expected]
    for row, (_, _, statistic, _, p) in zip(rows, expected, strict=True):
        assert float(row[2]) == pytest.approx(statistic, abs=1e-4)
        assert float(row[4]) == pytest.approx(p, rel=1e-3, abs=1e-12)


def test_a_wrong_coefficient_is_found_by_the_python_code():
    found = fitted("titanic")
    _, printed = run(planted(python(found, SAID), found))
    assert "1 of 6 coefficients do NOT agree with the dashboard to 1e-6:\n" in printed
    assert AGREES not in printed
    assert printed.splitlines()[-1].startswith("sex = Female ")


def test_a_wrong_coefficient_is_found_by_the_r_code(r_runs):
    printed, _, _ = r_runs["planted"]
    assert "1 of 6 coefficients do NOT agree with the dashboard to 1e-6:\n" in printed
    assert AGREES not in printed
    assert printed.splitlines()[-1].split()[1] == "sexFemale"


@pytest.mark.parametrize("language", [python, r], ids=["python", "r"])
def test_infinite_terms_are_named_and_left_out(language):
    code = language(fitted("edge_quasi_separation"), {})
    assert "area = East" in code.split("Does the dashboard say the same?")[1]


def test_nothing_is_tested_after_a_perfect_fit():
    found = fitted("edge_perfect_separation")
    assert r(found, {}).count("add1(") == 1
    assert python(found, {}).count("outside=[])") == 1


def test_nothing_said_gets_out_of_its_comment():
    found = fitted("hostile")
    assert ast.dump(ast.parse(python(found, HOSTILE_SAID).encode())) == ast.dump(
        ast.parse(python(found, {}).encode())
    )
    plain, hostile = r(found, {}).splitlines(), r(found, HOSTILE_SAID).splitlines()
    assert [x for x in hostile if x[:2] != "# "] == [x for x in plain if x[:2] != "# "]
    assert all(line.isprintable() for line in hostile)


def test_r_reads_what_was_said_as_comment(r_runs):
    says_what_it_should(r_runs["hostile said"][0], fitted("hostile"))


def test_nothing_said_ends_a_comment_of_spss():
    found = fitted("hostile")
    plain, hostile = (spss(found, said).split("\n\n") for said in ({}, HOSTILE_SAID))
    assert hostile[1:] == plain[1:]
    lines = hostile[0].splitlines()
    assert lines[0].startswith("* ")
    for line, following in zip(lines, [*lines[1:], "* "], strict=True):
        assert following.startswith("* " if line.endswith(".") else "  ")
        assert "/*" not in line
        assert line.isprintable()


def syntax(code):
    """The variables of the data of SPSS syntax, and its rows as numbers."""
    names = re.search(r"DATA LIST FREE / ([\w\s]+)\.\nBEGIN DATA\n", code)[1].split()
    values = re.search(r"BEGIN DATA\n(.*)\nEND DATA\.\n", code, re.DOTALL)[1].split()
    assert len(values) % len(names) == 0
    return names, np.array(values, dtype=float).reshape(-1, len(names))


@of_every_regression
def test_the_data_of_the_spss_syntax_give_the_same_regression(key):
    found = fitted(*key)
    code = spss(found, SAID)
    names, rows = syntax(code)
    assert len(set(map(str.casefold, names))) == len(names)
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]{0,63}", name) for name in names)
    assert not {"by", "with", "all", "to", "not", "and", "or", "eq"} & set(map(str.lower, names))
    assert names[-1] == "n"
    assert rows[:, -1].sum() == found.patterns.rows.used
    assert rows[rows[:, -2] == 1, -1].sum() == found.patterns.events
    *candidates, outcome, count = names
    if not candidates:
        return
    factors = tuple(re.findall(r"/CONTRAST \((\w+)\)=INDICATOR\(1\)$", code, re.MULTILINE))
    levels = [c.levels for c in found.patterns.candidates]
    assert factors == tuple(n for n, own in zip(candidates, levels, strict=True) if own)
    columns = dict(zip(names, rows.T, strict=True))
    roles = Roles(outcome, tuple(candidates), categorical=factors, event="1", count=count)
    again = regression(patterns(columns, roles), found.criteria)
    assert [s.action for s in again.path.steps] == [s.action for s in found.path.steps]
    assert [c.b for c in again.coefficients] == pytest.approx(
        [c.b for c in found.coefficients], rel=1e-6, abs=1e-9, nan_ok=True
    )


@of_every_regression
def test_spss_syntax_keeps_to_the_rules_of_spss(key):
    found = fitted(*key)
    code = spss(found, SAID)
    assert all(len(line) < 250 for line in code.splitlines())
    assert not re.search("[^.]\n\n", code)  # a blank line would end a command early
    labels = code.split("WEIGHT BY")[1]
    for line in re.findall(r"^  \d+ .*|^VARIABLE LABELS.*", labels, re.MULTILINE):
        assert re.search(r" '([^']|'')*'\.?$", line), line
    if found.patterns.candidates:
        method = f"/METHOD=FSTEP({found.criteria.removal.upper()}) "
        names, _ = syntax(code)
        assert code.split(method)[1].split("/")[0].split() == names[:-2]
        assert f"PIN({found.criteria.enter:g}) POUT({found.criteria.remove:g})" in code


def test_the_first_value_label_of_spss_is_the_reference():
    code = spss(fitted("titanic"), SAID)
    first = re.findall(r"^VALUE LABELS (\w+)\n  (\d) '(.*)'$", code, re.MULTILINE)
    assert ("class", "1", "1st") in first
    assert ("sex", "1", "Male") in first
    assert ("survived", "0", "0") in first


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("titanic", ["* sex = Female: 2.42006."]),
        ("edge_quasi_separation", ["* area = South: 0.608955.", "* area = East: infinite (separ"]),
        ("aliased", ["* district = u: determined by other variables."]),
    ],
)
def test_spss_syntax_says_what_to_expect(name, lines):
    answer_of_the_dashboard = spss(fitted(name), {}).split("The dashboard took these steps.")[1]
    assert all(f"\n{line}" in answer_of_the_dashboard for line in lines)


def test_names_are_safe_and_unlike():
    assert safe_names(["my var", "My-Var", "if", "BY", "année", "2nd", "日本", "?", "ok_1"]) == (
        "my_var", "My_Var_2", "if_2", "BY_2", "annee", "v_2nd", "v", "v_2", "ok_1",
    )  # fmt: skip


def test_numbers_are_those_of_the_file():
    """Standardising and back leaves rounding; the code shows the numbers a reader knows."""
    ages = [str(age) for age in range(18, 78)]
    incomes = [f"{0.1 * (i * 37 % 60):.1f}" for i in range(60)]
    code = python(made(6, age=ages, income=incomes), {})
    table = code.split('"""')[1].splitlines()[2:]
    rows = [[cell.strip() for cell in line.split(",")[:2]] for line in table]
    assert sorted(float(age) for age, _ in rows) == [float(age) for age in ages]
    assert {income for _, income in rows} == {i.removesuffix(".0") for i in incomes}


def test_a_changed_count_is_noticed():
    found = fitted("titanic")
    count = str(contents(found).yes[0])
    code = re.sub(
        rf"^(.*, ){count}(,.*)$", r"\g<1>9999\2", python(found, SAID), count=1, flags=re.M
    )
    with pytest.raises(AssertionError):
        run(code)


@pytest.mark.parametrize("removal", ["wald", "cond"])
@pytest.mark.parametrize("language", [python, r], ids=["python", "r"])
def test_what_decided_is_said_where_it_is_not_the_likelihood_ratio(language, removal):
    found = regression(case("made_two_removals"), Criteria(removal=removal))
    said = {
        "wald": "The Wald test decides",
        "cond": "The conditional likelihood ratio test decides",
    }
    assert said[removal] in language(found, {})
    assert "decides" not in language(regression(case("made_two_removals")), {})


@pytest.mark.parametrize("language", [spss, r, python])
def test_a_name_that_had_to_change_is_said(language):
    assert " my_var stands for 'my var'." in language(fitted("hostile"), {})
    assert "stands for" not in language(fitted("titanic"), {})
