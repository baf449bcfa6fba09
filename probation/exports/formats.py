"""The files a briefing can be made into, by the ending of their names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from probation.briefing.assembled import AssembledBriefing
from probation.exports.bundle import bundle
from probation.exports.office.deck import deck
from probation.exports.office.document import document
from probation.exports.opendocument import spreadsheet
from probation.exports.workbook import workbook


@dataclass(frozen=True)
class Form:
    """One kind of file. write: makes its bytes of a paper."""

    ending: str
    label: str
    mime: str
    write: Callable[[AssembledBriefing], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: Mapping[str, Form] = {
    form.ending: form
    for form in (
        Form("pptx", "PowerPoint", f"{_OFFICE}.presentationml.presentation", deck),
        Form("docx", "Word", f"{_OFFICE}.wordprocessingml.document", document),
        Form("xlsx", "Excel workbook", f"{_OFFICE}.spreadsheetml.sheet", workbook),
        Form(
            "ods",
            "OpenDocument spreadsheet",
            "application/vnd.oasis.opendocument.spreadsheet",
            spreadsheet,
        ),
        Form("zip", "CSV files with their metadata", "application/zip", bundle),
    )
}
