-- $names: our names of the columns; wide_columns: what each is of.

-- One row: one judgement. An empty cell is a question that did not apply.
CREATE OR REPLACE TEMP TABLE raw_judgements AS
SELECT file, sheet, row, source_column, case_id, question, factor, value AS judgement
FROM (
    FROM staged_wide UNPIVOT (
        value FOR name IN (COLUMNS(lambda name: list_contains($names, name)))
    )
)
JOIN wide_columns USING (name)
ORDER BY row, position;
