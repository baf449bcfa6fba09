"""How often each variable is selected when the data are drawn again."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from probation.analysis.models import Models
from probation.analysis.patterns import Patterns
from probation.analysis.stepwise import Criteria, select


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
    patterns: Patterns, criteria: Criteria, *, samples: int = 200, seed: int = 2019
) -> Iterator[Frequencies]:
    """Selects again in ``samples`` bootstrap samples of the cases; the same seed, the same answer.

    Gives the frequencies so far after each sample, so that whoever asks can show how far it is
    and stop when they like. A sample in which only one outcome occurs is drawn again. Source:
    Heinze, Wallisch and Dunkler (2018), Biometrical Journal 60.
    """
    generator = np.random.default_rng(seed)
    cells = np.concatenate([patterns.yes, patterns.n - patterns.yes])
    size = round(float(cells.sum()))
    share = cells / cells.sum()
    chosen = dict.fromkeys(patterns.names, 0)
    done = 0
    while done < samples:
        yes, no = generator.multinomial(size, share).astype(np.float64).reshape(2, -1)
        if not yes.any() or not no.any():
            continue
        held = yes + no > 0
        models = Models(patterns.design[held], patterns.columns, (yes + no)[held], yes[held])
        for variable in select(models, patterns.names, criteria).final.variables:
            chosen[variable] += 1
        done += 1
        yield Frequencies(done, tuple(Frequency(v, times / done) for v, times in chosen.items()))
