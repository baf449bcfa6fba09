"""What a code is called in a sentence, and which code a text from outside means."""

import difflib
from collections.abc import Iterable, Mapping

from probation.domain.text import for_terminal
from probation.domain.vocabulary import NOT_RECORDED, PLACES, TERMS, Dimension, labels
from probation.domain.wording import join_or
from probation.errors import ReaderError

#: For each dimension, its codes in order with their labels.
Codebook = Mapping[Dimension, Mapping[str, str]]


def codebook(places: Codebook) -> Codebook:
    """Every dimension's codes and labels: the fixed ones, and the ``places`` of a store."""
    fixed = {dim: labels(terms) for dim, terms in TERMS.items()}
    return {dim: fixed[dim] if dim in fixed else places[dim] for dim in Dimension}


def phrase(dimension: Dimension, code: str, codes: Codebook) -> str:
    """The words for one level in the middle of a sentence, such as 'women' or 'London'."""
    if dimension in TERMS:
        return TERMS[dimension](code).phrase
    return codes[dimension][code]


def cases(dimension: Dimension, code: str, codes: Codebook) -> str:
    """The cases of one level: 'NPS cases', 'female cases', 'cases aged 30 and over'.

    codes: for the names of places.
    """
    if code == NOT_RECORDED:
        return f"cases with {phrase(dimension, code, codes)}"
    label = codes[dimension][code] if dimension in PLACES else TERMS[dimension](code).label
    words = {"label": label, "lower": label.lower(), "phrase": phrase(dimension, code, codes)}
    return dimension.entry.cases.format_map(words)


def spelt(text: str, words: Mapping[str, str]) -> str:
    """The code that is meant by a text from outside: ``text`` itself where none or several are.

    A code or its label counts in any case, and with blanks around it. words: labels by code.
    """
    if text in words:
        return text
    plain = text.strip().casefold()
    meant = [c for c, label in words.items() if plain in (c.casefold(), label.casefold())]
    return meant[0] if len(meant) == 1 else text


#: So much of an unknown code is looked at: no code is longer.
_LONGEST = 40


def known(
    code: str,
    valid: Iterable[str],
    what: str,
    words: Mapping[str, str] | None = None,
    typed: bool = False,
    listed: bool = True,
) -> str:
    """``code`` itself where it is valid.

    Raises ReaderError with one sentence that names the nearest valid codes where it is not: by
    ``words`` where there are any, with the code beside them where the reader has to type it. Where
    none is near, all; listed: they are not too many to be named.
    """
    names = {v: (words or {}).get(v, v) for v in valid}
    if code in names:
        return code
    by_lower = {name.lower(): v for v, name in names.items()} | {v.lower(): v for v in names}
    if typed:
        names = {v: name if name == v else f"{name} ({v})" for v, name in names.items()}
    start = code[:_LONGEST]
    close = difflib.get_close_matches(start.lower(), by_lower, n=3, cutoff=0.5)
    nearest = join_or(dict.fromkeys(names[by_lower[c]] for c in close))
    every = join_or(dict.fromkeys(names.values()))
    hint = f"; valid are {every or 'none'}." if listed else "."
    if nearest:
        hint = f"; did you mean {nearest}?"
    shown = for_terminal(start) + ("..." if start != code else "")
    raise ReaderError(f"There is no {what} '{shown}'{hint}")
