-- One row: one fault. part: 1 cases, 2 priorities, 3 judgements. kind: what sort of fault of the
-- rule. other: what the sentence about it needs besides. masked: found may not be shown.
CREATE OR REPLACE TEMP VIEW intake_faults AS

-- cells, each for itself
SELECT
    rule, kind, cells.part, file, sheet, row, source_column, case_id, cells.term,
    cells.value AS found, NULL::VARCHAR AS other, masked
FROM intake_cells AS cells
JOIN intake_values AS bad
    ON bad.part = cells.part AND bad.term = cells.term
    AND bad.value IS NOT DISTINCT FROM cells.value

UNION ALL
-- ids of cases
SELECT rule, kind, 1, file, sheet, row, NULL, case_id, 'case_id', case_id, NULL, false
FROM intake_cases JOIN intake_bad_ids USING (case_id)
WHERE rule NOT IN ('F13', 'F15') OR NOT intake_is_told('case_id', case_id)

UNION ALL
-- a case that stands on several rows: each of them
SELECT
    'F12', CASE WHEN contents = 1 THEN 'same' ELSE 'different' END,
    1, file, sheet, row, NULL, case_id, 'case_id', case_id, places, false
FROM intake_cases
JOIN (
    SELECT
        case_id,
        string_agg(
            format('{:,}', row) || CASE WHEN files > 1 THEN ' of ' || concat_ws(', ', file, sheet) ELSE '' END,
            ' and ' ORDER BY file, sheet, row
        ) FILTER (place <= 5) AS places,
        count(DISTINCT content) AS contents
    FROM (
        SELECT
            case_id, file, sheet, row,
            row_number() OVER (PARTITION BY case_id ORDER BY file, sheet, row) AS place,
            count(DISTINCT concat_ws('/', file, sheet)) OVER (PARTITION BY case_id) AS files,
            ({columns}) AS content
        FROM intake_cases
        WHERE case_id IN (SELECT case_id FROM intake_flagged WHERE case_rows > 1)
            AND NOT intake_is_told('case_id', case_id)
    )
    GROUP BY case_id
    HAVING count(*) > 1
) USING (case_id)

UNION ALL
-- a case without a priority factor
SELECT 'F17', 'none', 1, file, sheet, row, NULL, case_id, NULL, NULL, NULL, false
FROM intake_cases JOIN intake_flagged USING (case_id)
WHERE case_rows = 1 AND priority_rows = 0 AND unread_factors = 0
    AND case_id NOT IN (SELECT case_id FROM intake_bad_ids)
    AND case_id NOT IN (SELECT twin FROM intake_orphans WHERE twin IS NOT NULL)
    AND NOT EXISTS (FROM intake_told WHERE term = 'case_id')
    AND NOT EXISTS (FROM intake_missing WHERE part_name = 'priorities')
    AND NOT EXISTS (FROM intake_missing WHERE part_name = 'wide' AND term LIKE 'priority_%')

UNION ALL
-- a case with more than five
SELECT 'F17', 'many', 1, file, sheet, row, NULL, case_id, NULL, named, NULL, false
FROM intake_cases
JOIN intake_flagged USING (case_id)
JOIN (
    SELECT
        case_id,
        string_agg(
            CASE WHEN hidden.value IS NULL THEN factor ELSE '(not shown)' END,
            ', ' ORDER BY file, sheet, row
        ) AS named
    FROM intake_priorities
    LEFT JOIN (
        SELECT value FROM intake_values WHERE part = 2 AND term = 'factor' AND masked
    ) AS hidden ON hidden.value = factor
    WHERE case_id IN (SELECT case_id FROM intake_flagged WHERE priority_rows > 5)
    GROUP BY case_id
) USING (case_id)
WHERE case_rows = 1 AND bit_count(factors) + unknown_factors > 5

UNION ALL
-- a factor named again
SELECT * FROM (
    SELECT
        'F17', 'twice', 2, file, sheet, row, source_column, case_id, 'factor', factor,
        format('{:,}', first_value(row) OVER again), false
    FROM intake_priorities
    JOIN intake_flagged USING (case_id)
    JOIN intake_factors USING (factor)
    WHERE factor_twice AND case_rows <= 1
    WINDOW again AS (PARTITION BY case_id, factor ORDER BY file, sheet, row, source_column)
    QUALIFY row_number() OVER again > 1
)

UNION ALL
-- priorities and judgements of no case
SELECT
    CASE WHEN bad.rule <> 'F13' THEN bad.rule WHEN coalesce(twin, bad.rule) IS NOT NULL THEN 'F13'
        ELSE list_extract(['', 'F17', 'F18'], part) END,
    CASE WHEN bad.rule <> 'F13' THEN bad.kind WHEN twin IS NOT NULL THEN 'twin'
        ELSE coalesce(bad.kind, 'orphan') END,
    part, file, sheet, row, source_column, case_id, 'case_id', case_id,
    CASE WHEN twin IN (SELECT case_id FROM intake_bad_ids WHERE rule = 'F14')
        THEN '(not shown)' ELSE twin END,
    false
FROM (
    SELECT 2 AS part, file, sheet, row, source_column, case_id FROM intake_priorities
    UNION ALL
    SELECT 3, file, sheet, row, source_column, case_id FROM intake_judgements
)
JOIN intake_orphans USING (case_id)
LEFT JOIN intake_bad_ids AS bad USING (case_id)
-- what an id that cannot be read belongs to is not known
WHERE NOT EXISTS (FROM intake_told WHERE term = 'case_id') OR bad.rule IN ('F14', 'F22', 'F23')

UNION ALL
-- a factor with a question that is asked once a case
SELECT 'F18', 'once', 3, file, sheet, row, source_column, case_id, 'factor', factor, question, false
FROM intake_judgements
WHERE factor IN (SELECT factor FROM intake_factors)
    AND question IN (SELECT question FROM intake_asked WHERE factor IS NULL)

UNION ALL
-- a judgement of a factor that was no priority
SELECT
    'F18', 'extra', 3, file, sheet, row, source_column, case_id, 'factor', asked.factor,
    asked.question, false
FROM intake_judgements AS judgement
JOIN intake_flagged USING (case_id)
JOIN intake_asked AS asked
    ON asked.question = judgement.question AND asked.factor = judgement.factor
WHERE case_rows > 0 AND priority_rows > 0 AND unknown_factors + unread_factors = 0
    AND get_bit(factors, factor_place) = 0
    AND ('wide', 'priority_' || asked.factor) NOT IN (SELECT (part_name, term) FROM intake_missing)
    -- what stands there may well mean that nothing was judged
    AND intake_known('judgement', judgement)

UNION ALL
-- a priority of which availability or delivery was not judged
SELECT
    'F18', 'missing', 2, file, sheet, row, source_column, case_id, 'factor', priority.factor,
    asked.question, false
FROM intake_priorities AS priority
JOIN intake_flagged AS flagged USING (case_id)
JOIN intake_asked AS asked
    ON asked.factor = priority.factor AND asked.question IN ('availability', 'delivery')
WHERE case_rows = 1 AND unknown_judgements = 0
    AND get_bit(
        CASE asked.question WHEN 'availability' THEN flagged.available ELSE flagged.delivered END,
        factor_place
    ) = 0
    AND case_id NOT IN (SELECT twin FROM intake_orphans WHERE twin IS NOT NULL)
    AND NOT EXISTS (FROM intake_told WHERE term = 'case_id')
    AND NOT EXISTS (FROM intake_missing WHERE part_name = 'judgements')
    AND NOT EXISTS (
        FROM intake_missing
        WHERE part_name = 'wide' AND starts_with(intake_missing.term, asked.question || '_')
    )

UNION ALL
-- a judgement made again: the same row (F21), or another answer (F18)
SELECT * FROM (
    SELECT
        CASE WHEN judgement IS NOT DISTINCT FROM first_value(judgement) OVER again
            THEN 'F21' ELSE 'F18' END,
        CASE WHEN judgement IS NOT DISTINCT FROM first_value(judgement) OVER again
            THEN 'duplicate' ELSE 'twice' END,
        3, file, sheet, row, source_column, case_id, 'question', raw.question,
        format('{:,}', first_value(row) OVER again), false
    FROM intake_judgements AS raw
    JOIN intake_flagged USING (case_id)
    JOIN intake_asked AS asked
        ON asked.question = raw.question AND asked.factor IS NOT DISTINCT FROM raw.factor
    WHERE judged_twice AND case_rows <= 1
    WINDOW again AS (PARTITION BY case_id, place ORDER BY file, sheet, row, source_column)
    QUALIFY row_number() OVER again > 1
)

UNION ALL
-- rows that are no data
SELECT 'F21', kind, part, file, sheet, row, NULL, NULL, NULL, case_id, NULL, false FROM intake_odd
WHERE kind <> 'below'

UNION ALL
-- values of a case that are at odds with each other
SELECT
    'F26', 'supervision', 1, file, sheet, row, NULL, case_id, 'supervision_type', supervision_type,
    sentence_type, false
FROM intake_cases WHERE intake_at_odds_supervision(sentence_type, supervision_type)
UNION ALL
SELECT 'F26', 'age_group', 1, file, sheet, row, NULL, case_id, 'age_group', age_group, age, false
FROM intake_cases WHERE intake_at_odds_age(age, age_group)
UNION ALL
SELECT
    'F26', 'ogrs_level', 1, file, sheet, row, NULL, case_id, 'ogrs_level', ogrs_level, ogrs_score,
    false
FROM intake_cases WHERE intake_at_odds_level(ogrs_score, ogrs_level)
UNION ALL
SELECT
    'F26', 'ogrs_band', 1, file, sheet, row, NULL, case_id, 'ogrs_band', ogrs_band, ogrs_level,
    false
FROM intake_cases WHERE intake_at_odds_band(ogrs_level, ogrs_band);
