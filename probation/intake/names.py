"""Names that people give: of a case set, an area, a division, an owner; and those files come with.

One rule for all. What is plain here stands as it is on every page, in every figure and file: pages
hold back the marks of Markdown, and no program acts on the rest.
"""

import re

#: What is said of a name that is not plain, after whose it is.
RULE = (
    "write plain words of at most 200 characters, without marks of HTML, LaTeX or formulas, without"
    " links and entities, and without characters that cannot be seen or turn the text round"
)
LONGEST = 200
_MARKS = r"<>`\[\]\\$"
#: What a program would follow, or show as another character.
_LINKS = re.compile(
    r"(?i)www\.|://|mailto:|(?:javascript|vbscript|data|file|tel|sms|https?|ftp):(?=\S)"
    r"|@|&(?=#?\w+;)|(?<=\w)\.[^\W\d_]{2,}/"
)
_FORMULAS = ("=", "+", "-", "@")


def is_plain(name: str) -> bool:
    """Whether a name can be taken."""
    return (
        0 < len(name) <= LONGEST
        and name == name.strip()
        and name.isprintable()
        and not re.search(f"[{_MARKS}]", name)
        and not _LINKS.search(name)
        and not name.startswith(_FORMULAS)
    )


def of_file(name: str) -> str:
    """A file's own name, "_" for what no name may hold: nobody can be asked to write another."""
    seen = "".join(c for c in name if c.isprintable())
    return _LINKS.sub("_", re.sub(f"[{_MARKS}]", "_", seen))[:100].strip()
