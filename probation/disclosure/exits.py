"""Every way by which a number leaves the product, and the function that writes it.

All that leaves is made of what ``disclosure.gate`` published, so a rule that withholds holds for
all of these or for none. A writer is named as module:function, below ``probation``.
tests/disclosure/test_exits.py finds the writers in the code and fails for one that is not here.
"""

from collections.abc import Mapping

#: The parts of an exhibit, and what shows each to a reader; '' for one that holds no number.
EXHIBIT: Mapping[str, str] = {
    "key": "",
    "topic": "ui.components:table",
    "headline": "ui.components:show",
    "subtitle": "ui.components:show",
    "who": "exports.office.words:subtitle",
    "count": "exports.office.words:subtitle",
    "frame": "ui.components:files",
    "table": "ui.components:table",
    "description": "ui.components:chart",
    "file": "ui.components:files",
    "figure": "ui.components:chart",
    "source": "ui.components:chart",
    "spec": "exports.office.item_slide:item_slides",
    "notes": "ui.components:show",
    "empty": "ui.components:show",
    "said": "ui.components:files",
    "sample": "ui.components:show",
    "prose": "",
    "short_headline": "exports.office.item_slide:item_slides",
    "noun": "",
    "pooled": "ui.components:small_group",
    "widen": "ui.components:small_group",
}

#: What hands a page a figure (its JSON, hover, custom data, alternative text, and the picture that
#: the camera saves), a table, a number or a style that holds one.
PAGE: tuple[str, ...] = (
    "ui.briefing_items:show",
    "ui.components:chart",
    "ui.menu:mark",
    "ui.published:summary",
    "ui.screen:show",
    "ui.tables:plain_table",
)

#: What hands a component its data: the counts beside filters, a briefing's items; others hold none.
COMPONENTS: tuple[str, ...] = (
    "ui.browser_storage:keep",
    "ui.choices:show",
    "ui.later:_wait",
    "ui.links:button",
    "ui.present:present",
)

#: The modules that write sentences on a page.
PAGE_TEXT: tuple[str, ...] = (
    "ui.areas",
    "ui.briefing",
    "ui.briefing_items",
    "ui.components",
    "ui.data",
    "ui.downloads",
    "ui.examples",
    "ui.full_model",
    "ui.gaps",
    "ui.glossary",
    "ui.later",
    "ui.links",
    "ui.model",
    "ui.notices",
    "ui.overview",
    "ui.practice",
    "ui.profile",
    "ui.published",
    "ui.redrawn",
    "ui.regression",
    "ui.screen",
    "ui.take_away",
    "ui.upload",
    "ui.upload_mapping",
    "ui.upload_report",
)

#: The files of a briefing and of an exhibit, by the ending of their names.
FILES: Mapping[str, str] = {
    "pptx": "exports.office.deck:deck",
    "docx": "exports.office.document:document",
    "xlsx": "exports.workbook:workbook",
    "ods": "exports.opendocument:spreadsheet",
    "zip": "exports.bundle:bundle",
}

#: The programs that fit a model again, by their language: they hold counts by pattern.
CODE: Mapping[str, str] = {
    "r": "exports.code.languages:r",
    "python": "exports.code.languages:python",
    "spss": "exports.code.languages:spss",
}

#: What a reader downloads, deferred or at once.
DOWNLOADS: tuple[str, ...] = (
    "ui.briefing:_save",
    "ui.components:table_file",
    "ui.downloads:files",
    "ui.take_away:show",
    "ui.upload:_templates",
    "ui.upload_mapping:_download",
    "ui.upload_report:show",
)

#: The commands of ``python -m probation``.
COMMANDS: Mapping[str, str] = {
    "build": "cli.commands:_build",
    "synthesise": "cli.commands:_synthesise",
    "rates": "cli.commands:_rates",
    "gap": "cli.commands:_gap",
    "areas": "cli.commands:_areas",
    "published": "cli.commands:_published",
    "regress": "cli.commands:_regress",
    "export": "cli.commands:_export",
    "stepwise": "cli.commands:_stepwise",
    "template": "cli.case_sets:template",
    "validate": "cli.case_sets:validate",
    "import": "cli.case_sets:bring_in",
    "stores": "cli.case_sets:stores",
    "rollback": "cli.case_sets:rollback",
    "verify": "cli.case_sets:verify",
}

#: What the server answers beside the pages, by the function that answers.
ROUTES: tuple[str, ...] = (
    "http.health:health",
    "http.health:ping",
    "http.page:answer",
    "http.server:_to_first",
)

#: What writes to the server's log.
LOG: tuple[str, ...] = ("errors:told", "http.security:ancestors")

#: What no test can find: a link, what a browser keeps, a briefing presented and as JSON, cases of
#: an earlier generation, the store's file with its record, and the folders extracts are read in.
OTHER: Mapping[str, str] = {
    "link": "briefing.file:to_address",
    "briefing as JSON": "briefing.file:to_json",
    "kept by the browser": "ui.browser_storage:keep",
    "presented": "ui.present:present",
    "intake report": "intake.report:to_csv",
    "earlier generation": "store.serving.served:earlier",
    "store": "store.build:build",
    "temporary folder": "ui.session_cases:folder",
}
