-- One row: what one thing mends, the most frequent first. first: its first fault. Values that might be
-- mapped are each a cause, unless a column has more than $values of them: then it is wrong as a whole.
WITH many AS (
    SELECT part, term FROM intake_values GROUP BY ALL HAVING count(*) > $values
),
causes AS (
    SELECT
        rule, kind, part, term,
        CASE WHEN kind IN ('unknown', 'placeholder', 'neither', 'mixed', 'area') AND NOT masked
            AND (part, term) NOT IN (FROM many) THEN found END AS value,
        count(*) AS n,
        count(DISTINCT concat_ws('/', file, sheet)) AS files,
        count(DISTINCT source_column) AS columns,
        arg_min(
            {'file': file, 'sheet': sheet, 'row': row, 'source_column': source_column,
             'case_id': case_id, 'found': left(found, 80), 'other': other, 'masked': masked},
            (file, sheet, row)
        ) AS first,
        arg_min(
            {'file': file, 'sheet': sheet, 'row': row}, (file, sheet, row), $places
        ) AS places
    FROM intake_faults
    GROUP BY ALL
)
SELECT
    n, files, greatest(columns, 1),
    list_transform(
        list_filter(places, lambda place: place.file = first.file
            AND place.sheet IS NOT DISTINCT FROM first.sheet),
        lambda place: place.row
    ),
    rule, kind, part, first.file, first.sheet, first.row, first.source_column, first.case_id,
    term, first.found, first.other, first.masked,
    first.case_id IN (SELECT case_id FROM intake_hidden) AS hidden
FROM causes
ORDER BY n DESC, part, first.file, first.sheet, first.row;
