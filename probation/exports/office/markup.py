"""Elements of an office file, written as text: what neither library has a function for."""

from xml.sax.saxutils import escape, quoteattr

LANGUAGE = "en-GB"
FONT = "Arial"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def element(name: str, /, *inside: str, **attributes: object) -> str:
    """One element. inside: elements, or text that went through ``said``.

    A colon in the name of an attribute is written as two underscores: ``w__val`` is w:val.
    """
    given = "".join(
        f" {key.replace('__', ':')}={quoteattr(str(value))}" for key, value in attributes.items()
    )
    content = "".join(inside)
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def value(name: str, of: object) -> str:
    """An element of DrawingML that is nothing but its value."""
    return element(name, val=int(of) if isinstance(of, bool) else of)


def said(text: str) -> str:
    """``text`` as the content of an element."""
    return escape(text)


def filled(colour: str) -> str:
    """A plain fill; ``colour`` as '#12436D'."""
    return element("a:solidFill", value("a:srgbClr", colour.lstrip("#")))


def line(colour: str, points: float, dash: str = "", name: str = "a:ln", **given: str) -> str:
    """A line of so many points; ``dash``: a preset of DrawingML, or '' for a solid one.

    name: of the element, where it is the edge of a cell. given: its further attributes.
    """
    dashed = value("a:prstDash", dash) if dash else ""
    parts = (filled(colour), dashed, element("a:round"))
    return element(name, *parts, w=round(points * 12700), **given)


NO_LINE = element("a:ln", element("a:noFill"))
NO_FILL = element("a:noFill")
