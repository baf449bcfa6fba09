-- Is anything wrong? One pass over each raw table, whole columns at a time. What it counts may be
-- too much (a total row is no case), never too little: faults.sql then says what it is.

-- One row: one id of the cases table. n: the rows it stands on.
CREATE OR REPLACE TEMP TABLE intake_cases_by_id AS
SELECT case_id, count(*) AS n FROM raw_cases GROUP BY case_id;

-- One row: the priority factors of one id, as bits.
CREATE OR REPLACE TEMP TABLE intake_priorities_by_id AS
SELECT
    case_id, count(*) AS n, count(factor_bit) AS known, coalesce(bit_or(factor_bit), 0) AS factors
FROM raw_priorities
LEFT JOIN intake_factors USING (factor)
GROUP BY case_id;

-- One row: the judgements of one id, as bits. judged: which question and factor; judged_factors:
-- the factors of any question; available, delivered: those of the two questions.
CREATE OR REPLACE TEMP TABLE intake_judgements_by_id AS
SELECT
    case_id, count(*) AS n, count(bit) AS known,
    coalesce(bit_or(bit), 0) AS judged,
    coalesce(bit_or(factor_bit), 0) AS judged_factors,
    coalesce(bit_or(available_bit), 0) AS available,
    coalesce(bit_or(delivered_bit), 0) AS delivered,
    count(*) FILTER (
        NOT coalesce(list_contains((SELECT list(code) FROM intake_codes WHERE term = 'judgement'), judgement), false)
    ) AS wrong
FROM raw_judgements AS judgement
LEFT JOIN intake_bits AS bits
    ON judgement.question = bits.question
    AND judgement.factor IS NOT DISTINCT FROM bits.factor
GROUP BY case_id;

-- One row: one id with something the matter across the tables.
CREATE OR REPLACE TEMP TABLE intake_flagged AS
SELECT
    case_id,
    coalesce(cases.n, 0) AS case_rows,
    coalesce(priority.n, 0) AS priority_rows,
    coalesce(priority.n - priority.known, 0) AS unknown_factors,
    coalesce(unread.n, 0) AS unread_factors,
    coalesce(factors, 0) AS factors,
    coalesce(judgement.n - judgement.known, 0) AS unknown_judgements,
    coalesce(available, 0) AS available,
    coalesce(delivered, 0) AS delivered,
    coalesce(priority.known <> bit_count(factors), false) AS factor_twice,
    coalesce(judgement.known <> bit_count(judged), false) AS judged_twice
FROM intake_cases_by_id AS cases
FULL JOIN intake_priorities_by_id AS priority USING (case_id)
FULL JOIN intake_judgements_by_id AS judgement USING (case_id)
LEFT JOIN (
    SELECT case_id, count(*) AS n FROM raw_unread_priorities GROUP BY case_id
) AS unread USING (case_id)
WHERE case_id IS NULL
    OR cases.n IS DISTINCT FROM 1
    OR priority.n IS NULL
    OR priority.n > 5
    OR priority.n <> bit_count(factors)
    OR coalesce(judgement.n <> bit_count(judged), false)
    OR coalesce(available, 0) <> factors
    OR coalesce(delivered, 0) <> factors
    OR coalesce(judged_factors | factors, factors) <> factors;

-- One row: what there is, and how much of it calls for a closer look.
SELECT
    (SELECT count(*) FROM raw_cases) AS cases,
    (SELECT coalesce(sum(n), 0)::BIGINT FROM intake_priorities_by_id) AS priorities,
    (SELECT coalesce(sum(n), 0)::BIGINT FROM intake_judgements_by_id) AS judgements,
    (SELECT count(*) FROM intake_flagged)
    + (SELECT coalesce(sum(wrong), 0)::BIGINT FROM intake_judgements_by_id)
    + (SELECT count(*) FROM raw_unread_priorities)
    + (
        SELECT count(*)
        FROM raw_cases
        WHERE NOT coalesce(
            intake_known('area', area) AND intake_known('provider', provider)
            AND intake_known('gender', gender) AND intake_known('age_group', age_group)
            AND intake_known('ethnic_group', ethnic_group)
            AND intake_known('sentence_type', sentence_type)
            AND intake_known('supervision_type', supervision_type)
            AND intake_known('ogrs_level', ogrs_level) AND intake_known('ogrs_band', ogrs_band)
            AND intake_known('rosh_level', rosh_level) AND intake_known('mappa', mappa)
            AND intake_dated(inspected_on)
            AND (age IS NULL OR intake_whole(age, 18, 110))
            AND (ogrs_score IS NULL OR intake_whole(ogrs_score, 0, 100)),
            false
        )
        OR intake_at_odds_supervision(sentence_type, supervision_type)
        OR intake_at_odds_age(age, age_group)
        OR intake_at_odds_level(ogrs_score, ogrs_level)
        OR intake_at_odds_band(ogrs_level, ogrs_band)
        OR intake_id_of_concern(case_id)
    ) AS concerns;
