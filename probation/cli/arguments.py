"""What the command line takes: the parser, its help, and the sentences for what it cannot take."""

import argparse
import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

from probation.cli import file_arguments
from probation.domain.codes import codebook, known, spelt
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Params
from probation.domain.vocabulary import (
    BREAKDOWNS,
    PLACES,
    REPORTED_FACTORS,
    UNREPORTED_FACTORS,
    Dimension,
    labels,
)
from probation.domain.wording import join_or
from probation.errors import ReaderError
from probation.store.csv_cells import MISSING_CODES
from probation.store.folders import data_folder
from probation.store.source import places, read_areas

PROGRAM = "python -m probation"

#: What a verb runs, given its parsed arguments; it gives its exit code, None for 0.
Verb = Callable[[argparse.Namespace], int | None]


class _Parser(argparse.ArgumentParser):
    """Raises ReaderError with a sentence where argparse would print its usage and exit."""

    def error(self, message: str) -> NoReturn:
        raise ReaderError(f"{message[0].upper()}{message[1:]}; see {self.prog} --help.")


def parsed(argv: Sequence[str], verbs: Mapping[str, Verb]) -> argparse.Namespace:
    """The arguments of one command line; ``run`` is the function of its verb.

    Raises ReaderError with one sentence that names the nearest valid words.
    """
    if not argv:
        raise ReaderError(f"Give a command: {join_or(verbs)}; see {PROGRAM} --help.")
    if not argv[0].startswith("-"):
        known(argv[0], verbs, "command")
    parser = _Parser(
        prog=PROGRAM,
        description="Interventions in probation: HM Inspectorate of Probation, Bulletin 2019/01.",
        epilog=f"{PROGRAM} COMMAND --help says what a command takes.",
        allow_abbrev=False,
    )
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    options = {verb: _add_verb(subparsers, verb, run) for verb, run in verbs.items()}
    chosen, surplus = parser.parse_known_args(argv)
    for word in surplus:
        if word.startswith("-"):
            known(word.partition("=")[0], options[argv[0]], "option")
        raise ReaderError(f"'{word[:40]}' is one too many; see {PROGRAM} {argv[0]} --help.")
    return chosen


def scope_params(chosen: argparse.Namespace) -> Params:
    """The arguments of ``rates`` as the parameters that scope.parse reads."""
    params: dict[str, list[str]] = {"question": [chosen.question]}
    for name in ("factor", "by"):
        values = getattr(chosen, name)
        if len(values) > 1:
            raise ReaderError(f"Give --{name} once, not {len(values)} times.")
        params[name] = values
    for condition in chosen.where:
        name, equals, code = condition.partition("=")
        if not equals:
            raise ReaderError(
                f"Write --where as DIMENSION=CODE, such as gender=female, not '{condition[:40]}'."
            )
        dimension = known(spelt(name, labels(Dimension)), list(Dimension), "filter")
        params.setdefault(dimension, []).append(code)
    return params


def _add_verb(subparsers: "argparse._SubParsersAction[_Parser]", verb: str, run: Verb) -> list[str]:
    """Adds the parser of one verb; gives its options."""
    about = inspect.getdoc(run) or ""
    parser = subparsers.add_parser(
        verb,
        help=about.splitlines()[0].replace("%", "%%"),
        description=about,
        epilog=_code_list() if verb in ("rates", "gap", "areas", "regress") else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(run=run)
    add, formats = _ARGUMENTS.get(verb, (None, []))
    options = add(parser) if add else []
    return ["--help", *options, *(_format(parser, formats) if formats else [])]


def _question(parser: argparse.ArgumentParser, several: Mapping[str, tuple[str, str]]) -> list[str]:
    """A question, and options that may be repeated: each with its metavar and meaning."""
    parser.add_argument("question", metavar="QUESTION", help="one of the questions below")
    for option, (metavar, meaning) in several.items():
        parser.add_argument(option, metavar=metavar, action="append", default=[], help=meaning)
    return list(several)


def _rates_arguments(parser: argparse.ArgumentParser) -> list[str]:
    several = {
        "--factor": ("F", "one of the factors below"),
        "--by": ("BREAKDOWN", "one of the breakdowns below"),
        "--where": (
            "DIMENSION=CODE",
            "keep the cases with this code or label, such as area=Kent; repeat it to narrow down"
            " or, within one dimension, to let either code through",
        ),
    }
    return _question(parser, several)


def _undivided_arguments(parser: argparse.ArgumentParser) -> list[str]:
    """A question, its factor and filters, without a breakdown."""
    parser.set_defaults(by=[])
    several = {
        "--factor": ("F", "one of the factors below; all together unless given"),
        "--where": ("DIMENSION=CODE", "keep the cases with this code or label; may be repeated"),
    }
    return _question(parser, several)


def _gap_arguments(parser: argparse.ArgumentParser) -> list[str]:
    parser.set_defaults(factor=[])
    several = {
        "--by": ("BREAKDOWN", "what tells the two groups apart; provider unless given"),
        "--where": ("DIMENSION=CODE", "keep the cases with this code or label; may be repeated"),
    }
    options = _question(parser, several)
    parser.add_argument(
        "--full-model", action="store_true", help="adjusted for all the breakdowns, too"
    )
    parser.add_argument(
        "--bounds", action="store_true", help="bounds for cases of neither group, too"
    )
    return [*options, "--full-model", "--bounds"]


def _areas_arguments(parser: argparse.ArgumentParser) -> list[str]:
    options = _undivided_arguments(parser)
    parser.add_argument(
        "--unit",
        metavar="UNIT",
        default="area",
        type=lambda code: known(code, ["area", "crc_owner", "division"], "unit"),
        help="what is compared, one a row: area, crc_owner or division; area unless given",
    )
    parser.add_argument(
        "--case-mix",
        action="store_true",
        help="adjusted for the breakdowns below but provider, which is part of what is judged",
    )
    parser.add_argument(
        "--adjusted", action="store_true", help="adjusted for all the breakdowns, provider too"
    )
    return [*options, "--unit", "--case-mix", "--adjusted"]


def _regress_arguments(parser: argparse.ArgumentParser) -> list[str]:
    return [*_regressed_arguments(parser), *_criteria(parser)]


def _regressed_arguments(parser: argparse.ArgumentParser) -> list[str]:
    options = _undivided_arguments(parser)
    parser.add_argument(
        "--candidates",
        metavar="A,B",
        action="append",
        default=[],
        help="the dimensions that may enter; all the breakdowns unless given",
    )
    parser.add_argument(
        "--missing",
        metavar="WAY",
        default="listwise",
        type=lambda code: known(code, ["listwise", "category"], "way with missing values"),
        help="listwise leaves out a case with a candidate not recorded; category makes 'not"
        " recorded' a level",
    )
    return [*options, "--candidates", "--missing"]


def _stepwise_arguments(parser: argparse.ArgumentParser) -> list[str]:
    parser.add_argument("file", metavar="FILE.csv", help="the cases, with a header")
    single = {
        "--outcome": ("COL", "the two-valued column to explain", True),
        "--event": (
            "VALUE",
            "the value of the outcome to model; the later one unless given",
            False,
        ),
        "--count": ("COL", "the column that says how many cases a row stands for", False),
    }
    for option, (metavar, meaning, needed) in single.items():
        parser.add_argument(option, metavar=metavar, required=needed, help=meaning)
    several = {
        "--candidates": ("A,B", "the columns that may enter", True),
        "--categorical": ("A,B", "candidates that are categories though they are numbers", False),
        "--levels": (
            "A=LOW|HIGH",
            "the levels of a candidate, the reference first; may be repeated",
            False,
        ),
        "--missing-codes": (
            "A,B",
            "texts that mean no number among numbers; unless given " + ", ".join(MISSING_CODES),
            False,
        ),
    }
    for option, (metavar, meaning, needed) in several.items():
        parser.add_argument(
            option, metavar=metavar, action="append", default=[], required=needed, help=meaning
        )
    return [*single, *several, *_criteria(parser)]


def _criteria(parser: argparse.ArgumentParser) -> list[str]:
    numbers = {
        "--enter": (0.05, "a variable enters where p is below this; .05 unless given"),
        "--remove": (0.10, "a variable leaves where p is above this; .10 unless given"),
    }
    for option, (default, meaning) in numbers.items():
        parser.add_argument(option, metavar="P", default=default, type=float, help=meaning)
    statistics = ["lr", "wald", "cond"]
    parser.add_argument(
        "--removal",
        metavar="STATISTIC",
        default=statistics[0],
        type=lambda code: known(code.lower(), statistics, "removal statistic"),
        help="the statistic of removal: lr (likelihood ratio), wald or cond; lr unless given",
    )
    return [*numbers, "--removal"]


def _format(parser: argparse.ArgumentParser, formats: list[str]) -> list[str]:
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        default=formats[0],
        type=lambda code: known(code, formats, "format"),
        help=f"{join_or(formats)}; {formats[0]} unless given",
    )
    return ["--format"]


#: What adds the arguments of a verb and gives its options, and the formats it can print.
_ARGUMENTS: Mapping[
    str, tuple[Callable[[argparse.ArgumentParser], list[str]] | None, list[str]]
] = {
    "rates": (_rates_arguments, ["table", "csv", "json"]),
    "gap": (_gap_arguments, ["table", "csv", "json"]),
    "areas": (_areas_arguments, ["table", "csv", "json"]),
    "regress": (_regress_arguments, ["table", "json"]),
    "stepwise": (_stepwise_arguments, ["table", "json"]),
    "published": (None, ["table", "json"]),
    "export": (file_arguments.export, []),
    "template": (file_arguments.template, []),
    "validate": (file_arguments.validate, ["table", "csv", "json"]),
    "import": (file_arguments.validate, []),
    "stores": (file_arguments.stores, ["table", "json"]),
    "rollback": (file_arguments.rollback, []),
}


def _code_list() -> str:
    """Every code a question can be put with."""
    try:
        codes = codebook(places(read_areas(data_folder() / "areas.csv")))
    except ReaderError:  # help is for those, too, who have no data yet
        codes = codebook({dim: {"(see data/areas.csv)": ""} for dim in PLACES})
    lines = ["questions:", *(f"  {q.key:<31}{q.title}" for q in QUESTIONS.values())]
    lines += ["", "factors:", *(f"  {f.value:<31}{f.label}" for f in REPORTED_FACTORS)]
    lines += [f"  {f.value:<31}{f.label} (not in the bulletin)" for f in UNREPORTED_FACTORS]
    lines += ["", "breakdowns:", *(f"  {dim.value:<31}{dim.label}" for dim in BREAKDOWNS)]
    lines += ["", "dimensions and their codes:"]
    lines += [f"  {dim.value:<18}{', '.join(codes[dim])}" for dim in Dimension]
    return "\n".join(lines)
