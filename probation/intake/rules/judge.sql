-- What is wrong, once probe.sql has found that something is. Temporary tables and views, the last
-- of which, intake_faults, has one row for each fault there is.

-- One row: one row of a file that is no data at all: blank, a total, or a second header. A blank
-- row with nothing but totals below it is 'below': the totals are the fault.
CREATE OR REPLACE TEMP TABLE intake_odd AS
WITH rows AS (
    SELECT
        1 AS part, file, sheet, row, case_id,
        [{given}] AS cells
    FROM raw_cases
    WHERE intake_no_id(case_id)
    UNION ALL
    SELECT 2, file, sheet, row, case_id, [factor]
    FROM raw_priorities
    WHERE intake_no_id(case_id)
    UNION ALL
    SELECT 3, file, sheet, row, case_id, [question, factor, judgement]
    FROM raw_judgements
    WHERE intake_no_id(case_id)
),
-- of one row a case, what stands in other columns than those of the cases
beside AS (
    SELECT file, sheet, row FROM raw_judgements WHERE intake_no_id(case_id)
    UNION ALL
    SELECT file, sheet, row FROM raw_unread_priorities WHERE intake_no_id(case_id)
),
kinds AS (
    SELECT
        part, file, sheet, row, case_id,
        CASE
            WHEN intake_blank(concat(case_id, array_to_string(cells, ''))) THEN
                CASE WHEN EXISTS (
                    FROM beside
                    WHERE beside.file = rows.file AND beside.sheet IS NOT DISTINCT FROM rows.sheet
                        AND beside.row = rows.row
                ) AND part = 1 THEN 'beside' ELSE 'blank' END
            WHEN intake_total(case_id) THEN 'total'
            WHEN len(list_filter(cells, lambda cell: intake_total(cell))) > 0 THEN 'total'
            -- sums without a word, calculated or not
            WHEN len(list_filter(cells, lambda cell: NOT (
                intake_error(cell) OR (case_id IS NULL AND intake_number(cell))
            ))) = 0 THEN 'sums'
        END AS kind
    FROM rows
),
last AS (
    SELECT part, file, sheet, max(row) AS row
    FROM (
        SELECT 1 AS part, file, sheet, row FROM raw_cases WHERE NOT intake_no_id(case_id)
        UNION ALL
        SELECT 2, file, sheet, row FROM raw_priorities WHERE NOT intake_no_id(case_id)
        UNION ALL
        SELECT 3, file, sheet, row FROM raw_judgements WHERE NOT intake_no_id(case_id)
        UNION ALL
        SELECT part, file, sheet, row FROM kinds WHERE kind IS NULL
    )
    GROUP BY ALL
),
placed AS (
    SELECT
        kinds.*,
        CASE
            WHEN kind = 'blank' AND kinds.row BETWEEN last.row AND max(kinds.row)
                FILTER (kind IN ('total', 'sums', 'beside'))
                OVER (PARTITION BY kinds.part, kinds.file, kinds.sheet) THEN 'below'
            WHEN kind IN ('sums', 'beside') AND kinds.row > last.row THEN 'total'
            WHEN kind = 'beside' THEN 'blank'
            WHEN kind <> 'sums' THEN kind
        END AS verdict
    FROM kinds
    LEFT JOIN last
        ON last.part = kinds.part AND last.file = kinds.file
        AND last.sheet IS NOT DISTINCT FROM kinds.sheet
)
SELECT
    min(part) AS part, file, sheet, row, any_value(case_id) AS case_id, min(verdict) AS kind
FROM placed
WHERE verdict IS NOT NULL
    -- where there is no column of ids, no row can be told from a blank one
    AND (['cases', 'priorities', 'judgements'][part], 'case_id')
        NOT IN (SELECT (part_name, term) FROM intake_missing)
GROUP BY file, sheet, row
UNION
SELECT part, file, sheet, row, case_id, 'header' FROM intake_headers;

CREATE OR REPLACE TEMP VIEW intake_cases AS
SELECT * FROM raw_cases AS raw
WHERE NOT EXISTS (
    FROM intake_odd AS odd
    WHERE odd.file = raw.file AND odd.sheet IS NOT DISTINCT FROM raw.sheet AND odd.row = raw.row
);
CREATE OR REPLACE TEMP VIEW intake_priorities AS
SELECT * FROM raw_priorities AS raw
WHERE NOT EXISTS (
    FROM intake_odd AS odd
    WHERE odd.file = raw.file AND odd.sheet IS NOT DISTINCT FROM raw.sheet AND odd.row = raw.row
);
CREATE OR REPLACE TEMP VIEW intake_judgements AS
SELECT * FROM raw_judgements AS raw
WHERE NOT EXISTS (
    FROM intake_odd AS odd
    WHERE odd.file = raw.file AND odd.sheet IS NOT DISTINCT FROM raw.sheet AND odd.row = raw.row
);

-- One row: an id of priorities or judgements that is not in the cases. twin: the case's id that
-- differs from it only by what a spreadsheet changes.
CREATE OR REPLACE TEMP TABLE intake_orphans AS
SELECT flagged.case_id, twin
FROM intake_flagged AS flagged
LEFT JOIN (
    SELECT intake_plain(case_id) AS plain, min(case_id) AS twin
    FROM intake_cases_by_id
    WHERE intake_plain(case_id) <> ''
    GROUP BY ALL
) ON plain = intake_plain(flagged.case_id)
WHERE case_rows = 0
    AND flagged.case_id IS NOT NULL
    AND ('cases', 'case_id') NOT IN (SELECT (part_name, term) FROM intake_missing);

-- One row: an id that cannot stand, and why.
CREATE OR REPLACE TEMP TABLE intake_bad_ids AS
WITH ids AS (
    SELECT
        *,
        intake_id_part(bare, '[a-z]\d{6}') AS crn,
        right(intake_id_part(bare, '(?:nhs)?\d{10}'), 10) AS ten,
        try_cast(regexp_extract(
            regexp_extract(bare, intake_like_pnc()), '/(\d+)', 1) AS INTEGER) AS pnc
    FROM (
        SELECT case_id, trim(case_id, ' ' || chr(160)) AS bare
        FROM (SELECT case_id FROM intake_cases_by_id UNION SELECT case_id FROM intake_orphans)
        WHERE intake_id_of_concern(case_id) OR regexp_full_match(case_id, '\d+')
    )
),
-- a case set's own numbers run from 1 upwards; CRNs are spread over all the millions
letters AS (
    SELECT upper(crn[1]) AS letter, count(*) AS n FROM ids WHERE crn <> '' GROUP BY ALL
),
-- of numbers drawn at random, one in eleven passes the check of an NHS number
tens AS (
    SELECT count(*) AS n, count(*) FILTER (intake_nhs(ten)) AS passing FROM ids WHERE ten <> ''
),
-- a case set's own numbers after a year run from 1 as well
years AS (SELECT count(pnc) AS n FROM ids),
padded AS (
    SELECT max(length(case_id)) AS width
    FROM ids
    WHERE regexp_full_match(case_id, '0\d+')
    HAVING min(length(case_id)) = max(length(case_id))
),
judged AS (
    SELECT
        case_id,
        CASE
            WHEN crn <> '' AND CAST(crn[2:] AS INTEGER) > 10 * letters.n THEN 'crn'
            WHEN ten <> '' AND intake_nhs(ten) AND 2 * passing >= tens.n THEN 'nhs'
            WHEN pnc > 10 * years.n THEN 'pnc'
            ELSE intake_id_identifier(bare, aside.words)
        END AS identifier,
        intake_markup(case_id) AS markup,
        coalesce(
            intake_mangled(case_id),
            CASE WHEN regexp_full_match(case_id, '[1-9]\d*') AND length(case_id) < width
                THEN 'nought' END
        ) AS mangled
    FROM ids
    CROSS JOIN tens
    CROSS JOIN years
    CROSS JOIN (SELECT list(word) AS words FROM intake_words WHERE term = 'case_id') AS aside
    LEFT JOIN letters ON letter = upper(crn[1])
    LEFT JOIN padded ON true
)
SELECT
    case_id,
    CASE
        WHEN identifier IS NOT NULL THEN 'F14'
        WHEN markup IS NOT NULL THEN 'F23'
        WHEN mangled IS NOT NULL THEN 'F13'
        WHEN intake_id_placeholder(case_id) THEN 'F15'
        ELSE 'F22'
    END AS rule,
    CASE
        WHEN coalesce(identifier, markup, mangled) IS NOT NULL
            THEN coalesce(identifier, markup, mangled)
        WHEN intake_id_placeholder(case_id) THEN 'placeholder'
        ELSE 'formula'
    END AS kind
FROM judged
WHERE coalesce(identifier, markup, mangled) IS NOT NULL
    OR intake_id_placeholder(case_id)
    OR regexp_matches(case_id, intake_like_formula());

-- One row: an id that may not be shown, since it, or the case's id that it is near, identifies a
-- person.
CREATE OR REPLACE TEMP VIEW intake_hidden AS
SELECT case_id FROM intake_bad_ids WHERE rule = 'F14'
UNION ALL
SELECT orphan.case_id
FROM intake_orphans AS orphan JOIN intake_bad_ids AS bad ON bad.case_id = twin
WHERE bad.rule = 'F14';

-- One row: one cell that holds a code, a number or a date, or that has no case id.
CREATE OR REPLACE TEMP VIEW intake_cells AS
SELECT 1 AS part, file, sheet, row, NULL::VARCHAR AS source_column, case_id, term, value
FROM intake_cases UNPIVOT INCLUDE NULLS (value FOR term IN (
    {columns}
))
UNION ALL
SELECT 1, file, sheet, row, NULL, NULL, 'case_id', NULL
FROM intake_cases WHERE case_id IS NULL
UNION ALL
SELECT 2, file, sheet, row, source_column, case_id, 'factor', factor
FROM intake_priorities
UNION ALL
SELECT 2, file, sheet, row, source_column, NULL, 'case_id', NULL
FROM intake_priorities WHERE case_id IS NULL AND source_column IS NULL
UNION ALL
SELECT 2, file, sheet, row, source_column, case_id, 'priority', value
FROM raw_unread_priorities AS raw
WHERE NOT EXISTS (
    FROM intake_odd AS odd
    WHERE odd.file = raw.file AND odd.sheet IS NOT DISTINCT FROM raw.sheet AND odd.row = raw.row
)
UNION ALL
SELECT 3, file, sheet, row, source_column, case_id, 'question', question
FROM intake_judgements
UNION ALL
SELECT 3, file, sheet, row, source_column, case_id, 'judgement', judgement
FROM intake_judgements
UNION ALL
SELECT 3, file, sheet, row, source_column, case_id, 'factor', factor
FROM intake_judgements
WHERE factor IS NOT NULL
UNION ALL
SELECT 3, file, sheet, row, source_column, case_id, 'factor', NULL
FROM intake_judgements
WHERE factor IS NULL AND question IN (SELECT question FROM intake_asked WHERE factor IS NOT NULL)
UNION ALL
SELECT 3, file, sheet, row, source_column, NULL, 'case_id', NULL
FROM intake_judgements WHERE case_id IS NULL AND source_column IS NULL;

-- One row: one value of one column, and a rule that it breaks.
CREATE OR REPLACE TEMP TABLE intake_values AS
WITH described AS (
    SELECT
        part, term, value, own_column,
        coalesce(intake_valid(term, value), false) AS valid,
        CASE
            WHEN term = 'age' AND regexp_full_match(value,
                '\d{1,4}[-/. ]\d{1,2}[-/. ]\d{2,4}(?: 00:00:00)?') THEN 'birth'
            ELSE intake_identifier(value)
        END AS identifier,
        intake_markup(value) AS markup,
        -- the name of a person, come here as columns were shifted; what has a word of a code is
        -- a code misspelt, and shown, and so are what says that nothing is known, and labels
        intake_holds_name(value, []) AND NOT intake_placeholder(value) AND NOT label
        AND NOT coalesce(
            list_has_any(regexp_extract_all(lower(value), '[\p{L}''’]+|\d+'), words), false
        ) AS name,
        intake_formula(value) AS formula,
        intake_placeholder(value) AS placeholder,
        -- of a number it says that there is none
        intake_placeholder(value) OR label AS missing,
        CASE
            WHEN intake_placeholder(value) OR intake_formula(value) THEN NULL
            WHEN intake_number(value) THEN 'number'
            WHEN lower(trim(value)) IN ('true', 'false') THEN 'truth'
            WHEN value IS NOT NULL THEN 'word'
        END AS sort
    FROM (
        SELECT
            part, term, value, bool_and(source_column IS NULL) AS own_column,
            coalesce((term, value) IN (SELECT (term, value) FROM intake_labels), false) AS label
        FROM intake_cells
        GROUP BY part, term, value
    )
    LEFT JOIN (
        SELECT term, list(word) AS words FROM intake_words GROUP BY term
    ) AS of_codes USING (term)
),
compared AS (
    -- of one row a case, judgements stand in many columns: others may well be written otherwise
    SELECT *, own_column
        AND min(sort) OVER (PARTITION BY part, term) <> max(sort) OVER (PARTITION BY part, term)
        AS mixed
    FROM described
),
coded AS (
    SELECT
        part, term, value, coalesce(identifier IS NOT NULL OR name, false) AS masked,
        coalesce(placeholder, true) AS placeholder, missing,
        CASE
            WHEN value IS NULL THEN ['F15', 'empty']
            WHEN identifier IS NOT NULL AND NOT (term = 'inspected_on' AND identifier = 'birth')
                THEN ['F14', identifier]
            WHEN markup IS NOT NULL THEN ['F23', markup]
            WHEN formula THEN ['F22', 'formula']
            WHEN intake_is_told(term, value) THEN NULL
            WHEN term IN ('age', 'ogrs_score') THEN ['F16', term]
            WHEN term = 'inspected_on' THEN ['F19', intake_date_fault(value)]
            WHEN term = 'priority' THEN ['F15', 'neither']
            WHEN part = 2 THEN ['F17', 'unknown']
            WHEN placeholder THEN ['F15', 'placeholder']
            WHEN term = 'area' THEN ['F26', 'area']
            WHEN mixed AND sort <> 'word' THEN ['F20', 'mixed']
            ELSE ['F15', 'unknown']
        END AS verdict
    FROM compared
    WHERE NOT valid
        AND NOT (value IS NULL AND EXISTS (
            FROM intake_missing AS missing
            WHERE missing.term = compared.term
                AND missing.part_name
                    IN ('wide', ['cases', 'priorities', 'judgements'][compared.part])
        ))
)
SELECT part, term, value, masked, placeholder, missing, verdict[1] AS rule, verdict[2] AS kind
FROM coded
WHERE verdict[2] IS NOT NULL;
