"""Office files as the tests read them: zip, XML and openpyxl, nothing of what wrote them."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import openpyxl
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
#: Relationships that hold by their type: no element of the part names them.
_UNNAMED = {
    "slideLayout", "slideMaster", "theme", "notesSlide", "notesMaster", "slide", "presProps",
    "viewProps", "tableStyles", "styles", "settings", "fontTable", "numbering",
}  # fmt: skip
Cell = str | float | None


def parts(file: bytes) -> dict[str, bytes]:
    """Every part by its name. A name that is there twice is a fault."""
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        names = packed.namelist()
        assert len(names) == len({name.lower() for name in names})
        return {name: packed.read(name) for name in names}


def xml(part: bytes) -> etree._Element:
    return etree.fromstring(part)


def find(root: etree._Element, path: str) -> list[etree._Element]:
    return root.xpath(path, namespaces=SPACES)


@dataclass(frozen=True)
class Relationship:
    id: str
    kind: str
    target: str
    outside: bool


def relationships(found: dict[str, bytes], part: str) -> list[Relationship]:
    """Those of a part ('' for the package), their targets as names of parts."""
    folder, name = posixpath.split(part)
    rels = found.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    if rels is None:
        return []
    made = []
    for one in xml(rels):
        outside = one.get("TargetMode") == "External"
        target = one.get("Target")
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        made.append(Relationship(one.get("Id"), one.get("Type").split("/")[-1], target, outside))
    return made


def faults(file: bytes) -> list[str]:
    """What is wrong with the package: lost, unused or untyped parts, relationships, twin ids."""
    found = parts(file)
    said, reached, queue = [], {"[Content_Types].xml", "_rels/.rels"}, [""]
    while queue:
        part = queue.pop()
        for one in relationships(found, part):
            named = f'"{one.id}"'.encode() in found.get(part, b"")
            if part and not named and one.kind not in _UNNAMED:
                said.append(f"{part}: {one.id} ({one.kind}) is not used")
            if one.outside or one.target in reached:
                continue
            if one.target not in found:
                said.append(f"{part}: {one.target} is not there")
                continue
            folder, name = posixpath.split(one.target)
            reached |= {one.target, posixpath.join(folder, "_rels", f"{name}.rels")}
            queue.append(one.target)
    said += [f"{name}: nothing leads to it" for name in found if name not in reached]
    return said + _untyped(found) + _twins(found)


def _untyped(found: dict[str, bytes]) -> list[str]:
    types = xml(found["[Content_Types].xml"])
    known = {one.get("PartName") or "." + one.get("Extension").lower() for one in types}
    names = (name for name in found if name != "[Content_Types].xml")
    return [
        f"{name}: no content type"
        for name in names
        if f"/{name}" not in known and f".{name.rpartition('.')[2].lower()}" not in known
    ]


def _twins(found: dict[str, bytes]) -> list[str]:
    """Ids of shapes that stand twice on a slide or in a paper."""
    said = []
    for name, part in found.items():
        if not re.fullmatch(r"(ppt/(slides|notesSlides)|word)/[^/]+\.xml", name):
            continue
        ids = [one.get("id") for one in find(xml(part), "//p:cNvPr | //wp:docPr")]
        said += [f"{name}: id {one} twice" for one in set(ids) if ids.count(one) > 1]
    return said


def sheet_of(workbook: bytes) -> Worksheet:
    """The one visible sheet of a workbook without formulas, names, links or hidden columns."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    (sheet,) = book.worksheets
    assert sheet.sheet_state == "visible"
    assert not book.defined_names
    assert not any(d.hidden for d in sheet.column_dimensions.values())
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    return sheet


def charts(file: bytes) -> Iterator[tuple[etree._Element, Worksheet]]:
    """Each chart of a deck or paper, in order, with the sheet behind it."""
    found = parts(file)
    names = [name for name in found if re.fullmatch(r"\w+/charts/chart\d+\.xml", name)]
    for name in sorted(names, key=lambda name: int(re.findall(r"\d+", name)[0])):
        (behind,) = relationships(found, name)
        yield xml(found[name]), sheet_of(found[behind.target])


def cached(reference: etree._Element) -> list[Cell]:
    """What a chart holds of the cells it refers to; None for an empty one."""
    (count,) = find(reference, ".//c:ptCount/@val")
    words = bool(find(reference, ".//c:strCache"))
    held: list[Cell] = [None] * int(count)
    for point in find(reference, ".//c:pt"):
        text = find(point, "c:v")[0].text or ""
        held[int(point.get("idx"))] = text if words else float(text)
    return held


def referred(reference: etree._Element, sheet: Worksheet) -> list[Cell]:
    """The cells themselves."""
    title, cells = find(reference, "c:f")[0].text.split("!")
    assert title == sheet.title
    rows = sheet[cells.replace("$", "")]
    if not isinstance(rows, tuple):
        return [rows.value]
    return [row[0].value for row in rows]
