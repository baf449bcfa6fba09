"""Were interventions available and delivered? HM Inspectorate of Probation, Bulletin 2019/01.

The layers; each knows those above it, and tests/test_layers.py sees to that:

    errors, vocabulary, questions, scope    the words: codes, questions, what is being asked
    glossary    the terms readers meet, in plain words
    intake      an extract -> text in DuckDB, shaped and checked by rule; a report of every fault
    store       CSV files -> a checked, read-only DuckDB file per generation, and the one to use
    queries     an open store and a scope -> a frame of counts
    analysis    frame -> frame: intervals, regression, what may be shown of a small base
    bulletin    the published figures and statements, their audit, the synthetic case set
    practice    the bulletin's practice examples, enablers and barriers, told in our words
    answers     every number shown, filed or printed: queries, then analysis
    regression  stepwise regressions of the stored judgements, and of any CSV file
    published   the bulletin held against an open store
    charts      frame -> figure, headline and alt text; the same as a chart for office programs
    findings    the bulletin's five key findings, told of an open store
    address     what a URL says: parameters and their codes, checked
    exhibits    every figure and table by name, made of an address: headline, words, frame, charts
    briefing    exhibits in an order with the reader's words: kept, sent, and made into a paper
    exports     a paper -> slides, Word, workbooks, CSV files
    workers     long work in processes of its own, within a time limit
    ui          the cached doors to answers, the filters and panels of pages; needs Streamlit
    http        the server beside the pages: compressed files, headers, /ping and /health
    imports     an extract brought in whole, in a child process; nothing here knows Streamlit
    cli         ``python -m probation``: arguments, commands, printed output

``pages/`` and ``app.py`` stand on ui, ``app.py`` on http too. A page asks one question: its address
gives a scope, answers gives one guarded frame, and the figure, its table, its files and its slide
are that frame.
"""

__version__ = "0.1.0"
