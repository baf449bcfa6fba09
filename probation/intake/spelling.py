"""Names of columns that differ from those meant in capitals and blanks around them alone."""

from collections.abc import Collection, Mapping

from probation.domain.wording import counted
from probation.intake.fault import Note
from probation.intake.formats.place import shown


def spelt(name: str) -> str:
    """A name without what makes no difference."""
    return name.strip().casefold()


def meant(theirs: Collection[str], names: Collection[str]) -> dict[str, str]:
    """The columns of a header that are among ``names``, each with the name it is.

    One that is there as it is written is that name; another spelling of it is then unknown.
    """
    by_spelling: dict[str, set[str]] = {}
    for name in names:
        by_spelling.setdefault(spelt(name), set()).add(name)
    found = {}
    for their in theirs:
        alike = by_spelling.get(spelt(their), set())
        if their in alike:
            found[their] = their
        elif len(alike) == 1 and not alike & set(theirs):
            [found[their]] = alike
    return found


def noted(names: Mapping[str, str]) -> list[Note]:
    """One note for all names of columns that were taken for others."""
    if not names:
        return []
    their, name = next(iter(names.items()))
    first = f"'{shown(their)}' was read as '{shown(name)}'"
    others = len(names) - 1
    more = f", and {counted(others, 'more name')} of columns likewise" if others else ""
    message = f"The column {first}{more}: capitals and blanks around a name make no difference."
    at = ("", None, None, None, shown(their), shown(their))
    return [Note("F28", *at, shown(name), message, "Nothing need be done.")]
