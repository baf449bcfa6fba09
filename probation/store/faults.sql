-- What is wrong with the files, before anything is cast.
-- One row: one fault: file, row (as a spreadsheet shows it), term (its column), value, problem.
-- A null problem: the value is not one of the column's codes.
WITH coded AS (
    SELECT 'cases' AS file, row, term, value
    FROM raw_cases UNPIVOT INCLUDE NULLS (value FOR term IN (COLUMNS(* EXCLUDE (row))))
    UNION ALL
    SELECT 'priorities' AS file, row, term, value
    FROM raw_priorities UNPIVOT INCLUDE NULLS (value FOR term IN (COLUMNS(* EXCLUDE (row))))
    UNION ALL
    SELECT 'judgements' AS file, row, term, value
    FROM raw_judgements UNPIVOT INCLUDE NULLS (value FOR term IN (COLUMNS(* EXCLUDE (row))))
    WHERE NOT (term = 'factor' AND value IS NULL)
)
SELECT file, row, term, value, NULL AS problem
FROM coded
WHERE term IN (SELECT term FROM codes)
  AND (term, coalesce(value, '')) NOT IN (SELECT (term, code) FROM codes)

UNION ALL
SELECT 'cases', row, 'inspected_on', inspected_on, 'must be a month such as 2017-03'
FROM raw_cases
WHERE NOT regexp_full_match(coalesce(inspected_on, ''), '\d{4}-(0[1-9]|1[0-2])')

UNION ALL
SELECT 'cases', row, 'age', age, 'must be a whole number of years, or empty'
FROM raw_cases
WHERE NOT regexp_full_match(age, '\d{1,3}')

UNION ALL
SELECT 'cases', row, 'ogrs_score', ogrs_score, 'must be a whole number from 0 to 100, or empty'
FROM raw_cases
WHERE NOT regexp_full_match(ogrs_score, '\d{1,2}|100')

UNION ALL
SELECT 'cases', row, 'case_id', case_id, 'must be given, and stand on one row only'
FROM raw_cases
QUALIFY case_id IS NULL OR row_number() OVER (PARTITION BY case_id ORDER BY row) > 1

UNION ALL
SELECT 'priorities', row, 'case_id', case_id, 'must be a case of the cases file'
FROM raw_priorities ANTI JOIN raw_cases USING (case_id)

UNION ALL
SELECT 'priorities', row, 'factor', factor, 'must stand once a case'
FROM raw_priorities
QUALIFY row_number() OVER (PARTITION BY case_id, factor ORDER BY row) > 1

UNION ALL
SELECT 'judgements', row, 'case_id', case_id, 'must be a case of the cases file'
FROM raw_judgements ANTI JOIN raw_cases USING (case_id)

UNION ALL
SELECT 'judgements', row, 'factor', factor,
       'must be given for a question judged per factor, and be empty for the others'
FROM raw_judgements
WHERE (factor IS NOT NULL) <> list_contains($per_factor, question)

UNION ALL
SELECT 'judgements', row, 'question', question, 'must be judged once per case and factor'
FROM raw_judgements
QUALIFY row_number() OVER (PARTITION BY case_id, question, factor ORDER BY row) > 1

ORDER BY ALL
LIMIT 1
