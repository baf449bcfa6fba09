-- $names: our names of the columns; wide_columns: what each is of.

-- One row: one priority factor of one case.
CREATE OR REPLACE TEMP TABLE raw_priorities AS
SELECT file, sheet, row, source_column, case_id, factor
FROM (
    FROM staged_wide UNPIVOT (
        value FOR name IN (COLUMNS(lambda name: list_contains($names, name)))
    )
)
JOIN wide_columns USING (name)
WHERE value = 'yes'
ORDER BY row, position;
