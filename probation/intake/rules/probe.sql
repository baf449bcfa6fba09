-- Is anything wrong? One pass over each raw table, whole columns at a time. What it counts may be
-- too much (a total row is no case), never too little: faults.sql then says what it is.

-- One row: one id of the cases table. n: the rows it stands on.
CREATE OR REPLACE TEMP TABLE intake_cases_by_id AS
SELECT case_id, count(*) AS n FROM raw_cases GROUP BY case_id;

-- One row: the priority factors of one id, a bit for each factor.
CREATE OR REPLACE TEMP TABLE intake_priorities_by_id AS
SELECT
    case_id, count(*) AS n, count(factor_place) AS known,
    coalesce(bitstring_agg(factor_place, 0, {last_factor}), {no_factor}) AS factors
FROM raw_priorities
LEFT JOIN intake_factors USING (factor)
GROUP BY case_id;

-- One row: the judgements of one id, as bits. judged: a bit for each question of each factor;
-- judged_factors: the factors of any question; available, delivered: those of the two questions.
-- Strings of bits are as long as the vocabulary asks for; rows would take five times as long.
CREATE OR REPLACE TEMP TABLE intake_judgements_by_id AS
SELECT
    case_id, count(*) AS n, count(place) AS known,
    bitstring_agg(place, 0, {last_asked}) AS judged,
    coalesce(bitstring_agg(factor_place, 0, {last_factor}), {no_factor}) AS judged_factors,
    coalesce(bitstring_agg(available, 0, {last_factor}), {no_factor}) AS available,
    coalesce(bitstring_agg(delivered, 0, {last_factor}), {no_factor}) AS delivered,
    count(*) FILTER (
        NOT coalesce(list_contains((SELECT list(code) FROM intake_codes WHERE term = 'judgement'), judgement), false)
    ) AS wrong
FROM raw_judgements AS judgement
LEFT JOIN intake_asked AS asked
    ON judgement.question = asked.question
    AND judgement.factor IS NOT DISTINCT FROM asked.factor
GROUP BY case_id;

-- One row: one id with something the matter across the tables.
CREATE OR REPLACE TEMP TABLE intake_flagged AS
SELECT
    case_id,
    coalesce(cases.n, 0) AS case_rows,
    coalesce(priority.n, 0) AS priority_rows,
    coalesce(priority.n - priority.known, 0) AS unknown_factors,
    coalesce(unread.n, 0) AS unread_factors,
    coalesce(factors, {no_factor}) AS factors,
    coalesce(judgement.n - judgement.known, 0) AS unknown_judgements,
    coalesce(available, {no_factor}) AS available,
    coalesce(delivered, {no_factor}) AS delivered,
    coalesce(priority.known <> bit_count(factors), false) AS factor_twice,
    coalesce(judgement.known <> coalesce(bit_count(judged), 0), false) AS judged_twice
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
    OR coalesce(judgement.n <> coalesce(bit_count(judged), 0), false)
    OR coalesce(available, {no_factor}) <> factors
    OR coalesce(delivered, {no_factor}) <> factors
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
            {coded}
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
