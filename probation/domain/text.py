"""Text of readers and files made fit for where it goes: each function is named after the place."""

import re

#: Spreadsheet programs read text that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
#: Characters that no XML file can hold: one with any of them does not open.
_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DRAWN = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
#: All but words, blanks and plain signs; of these a dot after www, and & where an entity begins.
_ACTS = re.compile(r"[^\w ,;/.'\"&%=?!+-]|(?<=www)\.|&(?=#?\w+;)", re.IGNORECASE)
_IN_WORD = r"(?<=[^\W_])[_.-](?=[^\W_])"


def for_markdown(text: str) -> str:
    """``text`` as Markdown that shows it as it is: it may be a reader's own, or a file's.

    Addresses become links even where every mark is held back; a joiner that nobody sees parts them.
    """
    unlinked = (
        text.replace("://", ":\u2060//").replace("www.", "www\u2060.").replace("@", "\u2060@")
    )
    # within a word these three do nothing, and a widget's label is read aloud with its backslashes
    return re.sub(rf"(?!{_IN_WORD})([\\`*_{{}}\[\]()#+.!|<>&$~:-])", r"\\\1", unlinked)


def for_plotly(name: str) -> str:
    """``name`` so that Plotly draws it whole: of what looks like HTML it would make a style."""
    return re.sub(r"[<>]|&(?=#?\w+;)", lambda mark: _DRAWN[mark[0]], name)


def for_xml(text: str) -> str:
    """``text`` without the characters that no file can hold."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def for_sheet(text: str) -> str:
    """``text`` so that a spreadsheet does not take it for a formula, not even after blanks."""
    return f"'{text}" if text.lstrip(" \u00a0\n").startswith(_FORMULA) else text


def for_file_name(text: str, between: str = "-") -> str:
    """``text`` in ASCII letters and digits; ``between`` stands for all that is in between."""
    return re.sub(r"[^A-Za-z0-9]+", between, text)


def for_terminal(word: str) -> str:
    """A word from outside within a sentence, where a terminal's codes or Markdown could act.

    Such sentences stand on pages, too: the marks of Markdown are not let through, nor what it makes
    a link, a picture or another character of. Other punctuation is.
    """
    return _ACTS.sub("?", word)


def for_code(text: str) -> str:
    """Text with every line break, control and invisible character as a space."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
