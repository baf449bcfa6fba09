"""How often each variable is selected when the data are drawn again."""

from collections.abc import Callable
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
    """samples: selections made, fewer than asked for where it was cancelled."""

    samples: int
    variables: tuple[Frequency, ...]


def selection_frequencies(
    patterns: Patterns,
    criteria: Criteria,
    *,
    samples: int = 200,
    seed: int = 2019,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Frequencies:
    """Selects again in ``samples`` bootstrap samples of the cases; the same seed, the same answer.

    progress: told the share done (0 to 1) after each; cancelled: asked before each. A sample in
    which only one outcome occurs is drawn again. Source: Heinze, Wallisch and Dunkler (2018),
    Biometrical Journal 60.
    """
    generator = np.random.default_rng(seed)
    cells = np.concatenate([patterns.yes, patterns.n - patterns.yes])
    size = round(float(cells.sum()))
    share = cells / cells.sum()
    chosen = dict.fromkeys(patterns.names, 0)
    done = 0
    while done < samples and not (cancelled and cancelled()):
        yes, no = generator.multinomial(size, share).astype(np.float64).reshape(2, -1)
        if not yes.any() or not no.any():
            continue
        held = yes + no > 0
        models = Models(patterns.design[held], patterns.columns, (yes + no)[held], yes[held])
        for variable in select(models, patterns.names, criteria).final.variables:
            chosen[variable] += 1
        done += 1
        if progress:
            progress(done / samples)
    return Frequencies(
        done, tuple(Frequency(v, times / done if done else np.nan) for v, times in chosen.items())
    )
