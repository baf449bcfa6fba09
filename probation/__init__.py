"""Were interventions available and delivered? HM Inspectorate of Probation, Bulletin 2019/01.

The rooms; each may know those above it, and tests/test_layers.py sees to that:

    errors      what can go wrong, in sentences
    domain      the words: codes, questions, factors; a scope; an address; the glossary
    stepwise    the regression engine: arrays and patterns in, a selection with its tests out; it
                imports nothing of the rest, and can be lifted out
    statistics  intervals, differences, many tests, funnels: frames in, frames out
    intake      an extract -> text in DuckDB, shaped and checked by rule; a report of every fault
    store       checked, read-only DuckDB files, one a generation; importing an extract; queries;
                serving: who has which open, what is remembered, long work, for every door
    disclosure  the one gate: which counts may be shown; the estimates of them; how numbers leave
    bulletin    published figures and statements, their audit, the synthetic cases, practice
    charts      frame -> specification; drawn for a page, a room, office programs; headlines
    exhibits    every figure and table by name, made of an address: headline, words, frame, charts
    briefing    exhibits in an order with the reader's words: kept, sent, and assembled
    exports     an assembled briefing -> slides, Word, workbooks, CSV files
    ui          the pages' filters and parts, and what a session holds; needs Streamlit
    http        the server beside the pages: compressed files, headers, /ping and /health
    cli         ``python -m probation``: arguments, commands, printed output

The last three are doors: none knows another. ``pages/`` and ``app.py`` stand on ui, ``app.py`` on
http too. A page asks one question: its address gives a scope, disclosure one guarded frame, and the
figure, its table, its files and its slide are that frame.
"""

__version__ = "0.1.0"
