"""Were interventions available and delivered? HM Inspectorate of Probation, Bulletin 2019/01.

The layers; each knows those above it, and tests/test_layers.py sees to that:

    errors, vocabulary, questions, scope    the words: codes, questions, what is being asked
    intake      an extract -> text in DuckDB, shaped and checked by rule; a report of every fault
    store       CSV files -> a checked, read-only DuckDB file per generation, and the one to use
    queries     an open store and a scope -> a frame of counts
    analysis    frame -> frame: intervals, regression, what may be shown of a small base
    bulletin    the published figures and statements, their audit, the synthetic case set
    practice    the bulletin's practice examples, enablers and barriers, told in our words
    answers     every number shown, filed or printed: queries, then analysis
    regression  stepwise regressions of the stored judgements, and of any CSV file
    published   the bulletin held against an open store
    charts      frame -> figure, headline and alt text
    exports     frame -> file
    exhibits    a figure with its headline, table and alt text, made of one answer
    ui          the cached doors to answers, the filters and panels of pages; needs Streamlit
    imports     an extract brought in whole, in a child process; nothing here knows Streamlit
    cli         ``python -m probation``: arguments, commands, printed output

``pages/`` and ``app.py`` stand on ui. A page asks one question: filters give a scope, answers
gives one guarded frame, and the figure, its table and its files are that frame.
"""
