"""The arguments of the commands that read or write files; each function gives its options."""

import argparse

from probation.domain.codes import known


def template(parser: argparse.ArgumentParser) -> list[str]:
    """Where to write templates. Gives the options."""
    parser.add_argument(
        "--to", metavar="FOLDER", default=".", help="where to write; this folder unless given"
    )
    return ["--to"]


def validate(parser: argparse.ArgumentParser) -> list[str]:
    """The files of an extract and what goes with them. Gives the options."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="the extract: .sav, .zsav, .csv, .xlsx or .parquet, or a folder that Spark wrote;"
        " cases, priorities and judgements, or one row a case",
    )
    single = {
        "--mapping": ("M.toml", "what the extract calls our columns and codes; see template"),
        "--areas": ("AREAS.csv", "areas that replace Table A1, with the columns of data/areas.csv"),
        "--suggest-mapping": (
            "FILE.toml",
            "write a mapping file with a suggestion for each unknown column and value",
        ),
    }
    for option, (metavar, meaning) in single.items():
        parser.add_argument(option, metavar=metavar, help=meaning)
    return list(single)


def export(parser: argparse.ArgumentParser) -> list[str]:
    """A briefing or an address, and the file to write. Gives the options."""
    parser.add_argument(
        "briefing", metavar="BRIEFING.json", nargs="?", help="as saved on the briefing page"
    )
    single = {
        "--to": ("FILE", "the file to write; its ending says its kind: pptx, docx, xlsx, ods, zip"),
        "--from-url": ("URL", "an address of the dashboard in place of a briefing, such as '?...'"),
        "--figure": ("NAME", "one kind of figure of that address; all of its page unless given"),
        "--address": ("URL", "where the dashboard stands, for the links in the file"),
    }
    for option, (metavar, meaning) in single.items():
        parser.add_argument(option, metavar=metavar, help=meaning, required=option == "--to")
    parser.set_defaults(address="http://localhost:8501")
    return list(single)


def rollback(parser: argparse.ArgumentParser) -> list[str]:
    """The case set to go back to. Gives the options."""
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help="as `stores` lists it; the one before unless given"
    )
    return []


def stores(parser: argparse.ArgumentParser) -> list[str]:
    """What to do with which case set; nothing for the list. Gives the options."""
    parser.add_argument(
        "action",
        metavar="withdraw",
        nargs="?",
        type=lambda word: known(word, ["withdraw"], "thing to do with stores"),
        help="remove a case set for good; the list unless given",
    )
    parser.add_argument("name", metavar="NAME", nargs="?", help="as `stores` lists it")
    return []
