"""The commands of ``python -m probation``, one thin function each, and their exit codes.

0; 2 with one sentence where the reader can mend it; 1 with one where we must; 130 for Ctrl-C.
"""

import errno
import os
import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

from probation.cli import arguments, case_sets, output
from probation.domain.scope import parse
from probation.errors import ReaderError, StoreError
from probation.store.folders import data_folder, stores_folder

if TYPE_CHECKING:
    from probation.stepwise.regression import Regression
    from probation.store.connection import Store

_DUCKDB_INTERRUPTED = "Query interrupted"  # all that is left of a Ctrl-C during a query
_CLOSED_PIPE = (errno.EPIPE, errno.EINVAL)  # Windows gives the second


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; gives the exit code. Lets KeyboardInterrupt through."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # Windows would use a code page
    verbs = {
        "build": _build,
        "synthesise": _synthesise,
        "rates": _rates,
        "gap": _gap,
        "areas": _areas,
        "published": _published,
        "regress": _regress,
        "export": _export,
        "stepwise": _stepwise,
        "template": case_sets.template,
        "validate": case_sets.validate,
        "import": case_sets.bring_in,
        "stores": case_sets.stores,
        "rollback": case_sets.rollback,
        "verify": case_sets.verify,
    }
    code = 0
    try:
        with suppress(SystemExit):  # how --help ends
            chosen = arguments.parsed(sys.argv[1:] if argv is None else argv, verbs)
            code = chosen.run(chosen) or 0
        sys.stdout.flush()
    except ReaderError as error:
        print(error, file=sys.stderr)
        return 2
    except StoreError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in _CLOSED_PIPE:
            print(f"{error.filename or 'A file'}: {error.strerror}.", file=sys.stderr)
            return 1
        # Whoever read has seen enough; Python would complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except RuntimeError as error:
        if str(error) == _DUCKDB_INTERRUPTED:
            raise KeyboardInterrupt from None
        raise
    return code


def _build(chosen: Namespace) -> None:
    """Build a new store from the data folder and make it the one that is used."""
    from probation.store.build import build
    from probation.store.kept import giving_way
    from probation.store.source import shipped

    started = time.perf_counter()
    if said := giving_way(stores_folder()):
        print(said)
    built = build(shipped(data_folder()), stores_folder(), output.print_progress)
    seconds = time.perf_counter() - started
    print(f"{built.name}: {built.label}")
    if not built.synthetic:
        print("  The files in the data folder are not those that were shipped, and not called so.")
    for table, rows in built.rows.items():
        print(f"  {table:<12}{rows:>9,} rows")
    print(f"  built in {seconds:.1f} seconds")


def _synthesise(chosen: Namespace) -> None:
    """Make the synthetic case set again, the same bytes every time, in the data folder."""
    from probation.bulletin.synthetic import synthesise, write  # brings in scipy

    output.print_progress(0, "Making cases that agree with the published figures")
    made = synthesise()
    write(made, data_folder())
    print(f"{len(made.cases):,} synthetic cases written to {data_folder()}")


def _rates(chosen: Namespace) -> None:
    """Percentages of yes with their 95% Wilson intervals, for one question.

    Answers from the stored case set, which is built first where there is none. A percentage on
    fewer than 30 judgements is marked u (low reliability); on fewer than 10 none is given.
    """
    from probation.bulletin.printed import of_rates
    from probation.disclosure.estimates import rates

    store = _opened()
    scope = parse(arguments.scope_params(chosen), store.codes)
    answer = of_rates(store, scope, rates(store, scope))
    if chosen.format != "table":
        _print_case_set(store, sys.stderr)  # beside the file: its form is fixed
    if chosen.format == "json":
        output.print_json(output.records(answer))
    elif chosen.format == "csv":
        output.print_csv(answer)
    else:
        print(scope.sentence(store.codes))
        _print_case_set(store)
        print("Percentages are of n. u: n under 30, low reliability; under 10, none is shown.\n")
        unused = [c for c in ("factor", "breakdown") if answer[c].isna().all()]
        output.print_table(answer.drop(columns=["question", *unused]))


def _gap(chosen: Namespace) -> None:
    """Two groups compared on one question, factor by factor: differences and their tests.

    difference is level_b minus level_a in percentage points, with its 95% Newcombe interval: NPS
    minus CRC unless --by says otherwise. p is of Pearson's chi-square test, p_bh the same with all
    rows judged together. Fewer than 30 judgements on a side are marked u; on fewer than 10 no
    difference is given.

    full_model (with --full-model) is the difference in a logistic model of all the breakdowns, an
    average over its cases; none under 5 cases of the rarer answer a parameter. bound_low and
    bound_high (with --bounds) are the least and the greatest that the difference could be,
    whichever group the judgements with the breakdown not recorded belong to.
    """
    from probation.cli import gap

    store = _opened()
    scope, found, notes = gap.answer(store, chosen)
    _print_case_set(store, None if chosen.format == "table" else sys.stderr)
    gap.show(scope, found, notes, store, chosen.format)


def _areas(chosen: Namespace) -> None:
    """Each area beside what chance alone allows: the limits of a funnel, for one question.

    percent, expected and limits are in per cent. The limits are exact binomial ones at 95% and
    99.8% round the percentage of all areas together, which is `expected`. p is the exact test of
    the same, p_bh with all areas judged together (Benjamini and Hochberg). With --case-mix, or
    --adjusted for provider too, by a logistic regression, `expected` is what it expects of the
    area's own cases, percent is that of all areas times yes observed over yes expected, and the
    limits are those of the area's own cases. percent is empty on fewer than 10 cases. Filters of
    area, CRC owner and NPS division are set aside. Without --factor all factors of a question are
    taken together: limits and tests are those of judgements over their design effect.
    """
    from probation.cli import areas

    store = _opened()
    scope, found = areas.answer(store, chosen)
    _print_case_set(store, None if chosen.format == "table" else sys.stderr)
    areas.show(scope, found, store, chosen.format)


def _published(chosen: Namespace) -> None:
    """Each figure the bulletin prints beside what the stored case set gives."""
    from probation.bulletin.comparison import published  # brings in scipy

    store = _opened()
    found = published(store)
    if chosen.format == "json":
        output.print_json(found)
    else:
        _print_case_set(store)
        output.print_published(found)


def _regress(chosen: Namespace) -> None:
    """A stepwise logistic regression of one question, as the bulletin's authors ran it.

    Variables enter one at a time by the score test and leave by the likelihood-ratio test (or
    another), among all the breakdowns or the candidates named. Under 5 cases of the rarer answer
    for each parameter no size is given, nor of a level under 10 cases: null in the JSON, which says
    why (withheld). Without --factor a case has several judgements: p_by_case takes the case as the
    cluster.
    """
    from probation.cli import models
    from probation.disclosure.estimates.models import regress

    store = _opened()
    scope = parse(arguments.scope_params(chosen), store.codes)
    found = regress(store, scope, models.options(chosen))
    if chosen.format == "table":
        print(scope.sentence(store.codes))
        _print_case_set(store)
    _print_regression(found, chosen.format, guarded=True)


def _export(chosen: Namespace) -> None:
    """A briefing, or what an address shows, as slides, a paper, a workbook or CSV files.

    The kind of file follows from the ending of --to: .pptx (PowerPoint, native charts), .docx
    (Word), .xlsx and .ods (workbooks), .zip (CSV files with their metadata). BRIEFING.json is
    saved on the briefing page. --from-url takes an address as the browser shows it; from the
    question mark on, it is the question's own figure. Where it names a case set (store=), that one
    is exported; with shown=now, the data as they are now.
    """
    from probation.cli import export

    written, used = export.export(_opened(), chosen)
    _print_case_set(used, sys.stderr)
    print(written)


def _stepwise(chosen: Namespace) -> None:
    """A stepwise logistic regression of the cases in a CSV file with a header.

    An empty cell is missing, and a row counts only where the outcome and every candidate are
    there. Text columns are categories; the first listed level is the reference.
    """
    from probation.cli import models

    _print_regression(models.from_file(chosen), chosen.format)


def _print_regression(found: "Regression", form: str, guarded: bool = False) -> None:
    from probation.cli.story import story
    from probation.exports.model_json import document

    if form == "json":
        output.print_json(document(found, guarded))
    else:
        print(story(found, guarded))


def _opened() -> "Store":
    from probation.store.build import silent
    from probation.store.current import ready

    # for whoever waits; a pipe or a file gets the one sentence of an error alone
    progress = output.print_progress if sys.stderr.isatty() else silent
    store, notice = ready(data_folder(), stores_folder(), progress)
    if notice:
        print(notice, file=sys.stderr)
    return store


def _print_case_set(store: "Store", stream: TextIO | None = None) -> None:
    from probation.disclosure.estimates import case_set, sample

    generation = store.generation
    print(f"{case_set(generation)} {sample(generation)}", file=stream)
    print(f"Generation {generation.name}, built on {generation.built_at:%Y-%m-%d}.", file=stream)
