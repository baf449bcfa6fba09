-- $names: our names of the columns; wide_columns: what each is of.

-- One row: a cell that says of a factor neither yes nor no.
CREATE OR REPLACE TEMP TABLE raw_unread_priorities AS
SELECT file, sheet, row, source_column, case_id, value
FROM (
    FROM staged_wide UNPIVOT (
        value FOR name IN (COLUMNS(lambda name: list_contains($names, name)))
    )
)
JOIN wide_columns USING (name)
WHERE value NOT IN ('yes', 'no')
ORDER BY row, position;
