"""Names of a case set as pages show them: as they were given, whatever Markdown makes of them."""

import re

from probation.domain.text import for_markdown
from probation.domain.vocabulary import PLACES
from probation.ui import cache

#: What Markdown, or Streamlit's own marks in it, would act on within a name.
_ACTS = re.compile(r"[\\`*_\[\]<>$~|:#]|&#?\w+;|www\.|@|^\W|^\d+[.)]")


def shown(text: str) -> str:
    """``text`` as Markdown in which the names of places stand as they were given.

    Names with such marks are few, and in case sets that were stored by an earlier version any.
    """
    names = [name for dim in PLACES for name in cache.codes()[dim].values() if _ACTS.search(name)]
    if not names:
        return text
    every = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.sub(every, lambda name: for_markdown(name[0]), text, flags=re.IGNORECASE)
