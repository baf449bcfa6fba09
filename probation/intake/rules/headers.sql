-- Rows above all others that say more of the columns than the header does: labels, units, dashes.

-- One row: one row of a file. filled, known: so many of its cells hold anything, or what they should.
CREATE OR REPLACE TEMP TABLE intake_lines AS
SELECT
    part, file, sheet, row, case_id,
    len(list_filter(cells, lambda cell: cell.value IS NOT NULL)) AS filled,
    len(list_filter(cells, lambda cell: cell.known)) AS known
FROM (
    SELECT
        1 AS part, file, sheet, row, case_id,
        -- not the four columns that shaping fills in
        [{coded},
         {value: inspected_on, known: intake_dated(inspected_on)},
         {value: age, known: intake_whole(age, 18, 110)},
         {value: ogrs_score, known: intake_whole(ogrs_score, 0, 100)}] AS cells
    FROM raw_cases
    UNION ALL
    SELECT 2, file, sheet, row, case_id, [{value: factor, known: intake_known('factor', factor)}]
    FROM raw_priorities
    UNION ALL
    SELECT
        3, file, sheet, row, case_id,
        -- of one row a case, columns say question and factor
        [{value: question, known: source_column IS NULL AND intake_known('question', question)},
         {value: factor, known: source_column IS NULL AND intake_known('factor', factor)},
         {value: judgement, known: intake_known('judgement', judgement)}]
    FROM raw_judgements
);

-- One row: one such row, of which there are at most two, as programs for surveys write them. What
-- stands there for an id has no digits, but for an ImportId in braces.
CREATE OR REPLACE TEMP TABLE intake_headers AS
SELECT min(part) AS part, file, sheet, row, any_value(case_id) AS case_id
FROM intake_lines
JOIN (
    SELECT file, coalesce(sheet, '') AS of, min(row) AS first, min(row) FILTER (known > 0) AS below
    FROM intake_lines
    GROUP BY ALL
) AS whole USING (file)
WHERE of = coalesce(sheet, '') AND row < below AND below <= first + 2
    AND regexp_full_match(coalesce(case_id, ''), '[^\d]*|\{.*\}')
    AND NOT coalesce(intake_total(case_id), false)
    AND coalesce(case_id, '') NOT IN (
        SELECT case_id FROM intake_lines WHERE part = 1 AND known > 0 AND case_id IS NOT NULL
    )
GROUP BY file, sheet, row
HAVING sum(filled) >= 3
    OR (sum(filled) > 0 AND (any_value(case_id) IS NULL OR min(part) > 1));
