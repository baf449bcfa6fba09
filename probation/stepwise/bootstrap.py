"""How often each variable is selected when the data are drawn again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic

import numpy as np

from .models import Models
from .patterns import Patterns
from .selection import Criteria, select

#: Samples are drawn in parts of so long, so that whoever asks can stop between two of them.
PART_SECONDS = 0.5

#: See ``selected``.
Draw = Callable[[Patterns, Criteria, range, int], list[tuple[str, ...]]]


@dataclass(frozen=True)
class Frequency:
    """In what share (0 to 1) of the bootstrap samples a variable was selected."""

    variable: str
    share: float


@dataclass(frozen=True)
class Frequencies:
    """samples: selections made so far."""

    samples: int
    variables: tuple[Frequency, ...]


def selection_frequencies(
    patterns: Patterns,
    criteria: Criteria,
    *,
    samples: int = 200,
    seed: int = 2019,
    draw: Draw | None = None,
) -> Iterator[Frequencies]:
    """Selects again in ``samples`` bootstrap samples of the cases; the same seed, the same answer.

    Gives the frequencies so far after each sample, so that whoever asks can show how far it is
    and stop when they like. draw: ``selected``, wherever it is done. Source: Heinze, Wallisch and
    Dunkler (2018), Biometrical Journal 60.
    """
    chosen = dict.fromkeys(patterns.names, 0)
    done = 0
    while done < samples:
        for variables in (draw or selected)(patterns, criteria, range(done, samples), seed):
            for variable in variables:
                chosen[variable] += 1
            done += 1
            shares = (Frequency(name, times / done) for name, times in chosen.items())
            yield Frequencies(done, tuple(shares))


def selected(
    patterns: Patterns, criteria: Criteria, samples: range, seed: int
) -> list[tuple[str, ...]]:
    """The variables selected in each sample, of the first ``samples`` that PART_SECONDS allow.

    There is at least one. A sample in which only one outcome occurs is drawn again.
    """
    ends = monotonic() + PART_SECONDS
    found: list[tuple[str, ...]] = []
    for sample in samples:
        if found and monotonic() > ends:
            break
        models = _drawn(patterns, np.random.default_rng([seed, sample]))
        found.append(select(models, patterns.names, criteria).final.variables)
    return found


def _drawn(patterns: Patterns, generator: np.random.Generator) -> Models:
    cells = np.concatenate([patterns.yes, patterns.n - patterns.yes])
    size, share = round(float(cells.sum())), cells / cells.sum()
    while True:
        yes, no = generator.multinomial(size, share).astype(np.float64).reshape(2, -1)
        if yes.any() and no.any():
            held = yes + no > 0
            return Models(patterns.design[held], patterns.columns, (yes + no)[held], yes[held])
