"""SQL with places for names of the vocabulary."""

from collections.abc import Iterable


def filled(template: str, **places: str) -> str:
    """``template`` with each {place} filled; braces around other words are the SQL's own.

    What is filled in is made of the vocabulary's names alone, never of text from outside: that
    goes in as parameters.
    """
    for place, text in places.items():
        template = template.replace(f"{{{place}}}", text)
    return template


def each(template: str, names: Iterable[str], between: str = ", ") -> str:
    """``template`` once for each of ``names``, which stands where it has {name}."""
    return between.join(filled(template, name=name) for name in names)
