"""Names that people give: of a case set, an area, a division, an owner; and those files come with.

One rule for all. What is plain here stands as it is on every page, in every figure and file: pages
hold back the marks of Markdown, and no program acts on the rest.
"""

import re

LONGEST = 200
_MARKS = r"<>`\[\]\\$"
#: What a program would follow, or show as another character.
_LINKS = re.compile(
    r"(?i)www\.|://|mailto:|(?:javascript|vbscript|data|file|tel|sms|https?|ftp):(?=\S)"
    r"|@|&(?=#?\w+;)|(?<=\w)\.[^\W\d_]{2,}/"
)
_FORMULAS = ("=", "+", "-", "@")


def wrong_with(name: str) -> str:
    """What to write in place of a name that cannot be taken: the first rule it breaks; else ''."""
    marks = re.search(f"[{_MARKS}]", name)
    rules = (
        (not name, "write a name"),
        (len(name) > LONGEST, f"write at most {LONGEST} characters"),
        (
            not name.isprintable(),
            "leave out characters that cannot be seen or turn the text round, and write one line",
        ),
        (name != name.strip(), "leave out the blanks around it"),
        (marks, f"leave out '{marks[0] if marks else ''}', a mark of HTML, Markdown or LaTeX"),
        (_LINKS.search(name), "leave out links, addresses and entities of HTML"),
        (
            name.startswith(_FORMULAS),
            f"do not begin with '{name[:1]}', as formulas of spreadsheets do",
        ),
    )
    return next((rule for broken, rule in rules if broken), "")


def of_file(name: str) -> str:
    """A file's own name, "_" for what no name may hold: nobody can be asked to write another."""
    seen = "".join(c for c in name if c.isprintable())
    return _LINKS.sub("_", re.sub(f"[{_MARKS}]", "_", seen))[:100].strip()
