"""Names of a case set as pages show them: as they were given, whatever Markdown makes of them."""

import re

from probation.domain.vocabulary import PLACES
from probation.ui import cache

#: What Markdown, or Streamlit's own marks in it, would act on within a name.
_ACTS = re.compile(r"[\\`*_\[\]<>$~|:#]|&#?\w+;|www\.|@|^\W|^\d+[.)]")
_IN_WORD = r"(?<=[^\W_])[_.-](?=[^\W_])"


def shown(text: str) -> str:
    """``text`` as Markdown in which the names of places stand as they were given.

    Names with such marks are few, and in case sets that were stored by an earlier version any.
    """
    names = [name for dim in PLACES for name in cache.codes()[dim].values() if _ACTS.search(name)]
    if not names:
        return text
    every = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.sub(every, lambda name: escaped(name[0]), text, flags=re.IGNORECASE)


def escaped(text: str) -> str:
    """``text`` as Markdown that shows it as it is: it may be a reader's own, or a file's.

    Addresses become links even where every mark is held back; a joiner that nobody sees parts them.
    """
    unlinked = (
        text.replace("://", ":\u2060//").replace("www.", "www\u2060.").replace("@", "\u2060@")
    )
    # within a word these three do nothing, and a widget's label is read aloud with its backslashes
    return re.sub(rf"(?!{_IN_WORD})([\\`*_{{}}\[\]()#+.!|<>&$~:-])", r"\\\1", unlinked)
