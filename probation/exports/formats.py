"""The files a briefing can be made into, by the ending of their names."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from probation.briefing.assembled import AssembledBriefing
from probation.exports.bundle import bundle
from probation.exports.office.deck import deck
from probation.exports.office.document import document
from probation.exports.opendocument import spreadsheet
from probation.exports.workbook import workbook
from probation.store.serving import workers


@dataclass(frozen=True)
class Form:
    """One kind of file. write: makes its bytes of a paper."""

    ending: str
    label: str
    mime: str
    write: Callable[[AssembledBriefing], bytes]

    def written(self, paper: AssembledBriefing) -> bytes:
        """``write``, in another process. Raises ReaderError where that takes too long."""
        sheets = (replace(s, exhibit=replace(s.exhibit, figure=None)) for s in paper.sheets)
        until = time.monotonic() + workers.SECONDS
        return workers.WORKERS.do(until, self.write, replace(paper, sheets=tuple(sheets)))


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
