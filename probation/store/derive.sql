-- From the raw tables, as text, to the tables of schema.sql. Priorities and judgements keep the order
-- of the raw tables without a sort (DuckDB's preserve_insertion_order): sorting 20 million
-- judgements would cost more than all the rest.

INSERT INTO places
SELECT term, code, label, position
FROM codes
WHERE term IN ('division', 'crc_owner', 'area')
ORDER BY term, position;

INSERT INTO areas
SELECT contract_package_area, division, crc_owner, area, reports
FROM raw_areas;

-- Where an area was inspected again, its latest inspection counts and the others do not.
INSERT INTO cases
SELECT
    case_id, area, CAST(inspected_on || '-01' AS DATE), {case_columns},
    inspected_on = max(inspected_on) OVER (PARTITION BY area)
FROM raw_cases;

INSERT INTO priorities
SELECT case_id, factor FROM raw_priorities;

INSERT INTO judgements
SELECT case_id, question, factor, judgement FROM raw_judgements;

INSERT INTO tally
SELECT
    question, factor, {dimensions},
    count(*) AS n,
    count(*) FILTER (WHERE judgement = 'yes') AS yes
FROM judgements
JOIN cases USING (case_id)
JOIN areas USING (area)
WHERE latest
GROUP BY ALL
ORDER BY ALL;

INSERT INTO case_tally
WITH counted AS (
    SELECT NULL::factor_code AS factor, case_id FROM cases
    UNION ALL
    SELECT factor, case_id FROM priorities
)
SELECT
    factor, {dimensions},
    count(*) AS n
FROM counted
JOIN cases USING (case_id)
JOIN areas USING (area)
WHERE latest
GROUP BY ALL
ORDER BY ALL;

-- Grouped by the number of the case's row: by its id 20 million judgements would take twice as long.
INSERT INTO case_sums
WITH judged AS (
    SELECT cases.rowid AS row, question,
           count(*) AS n, count(*) FILTER (WHERE judgement = 'yes') AS yes
    FROM judgements
    JOIN cases USING (case_id)
    WHERE latest
      AND (factor IS NULL OR factor::VARCHAR IN (SELECT factor FROM reported_factors))
    GROUP BY ALL
)
SELECT
    question, {dimensions},
    count(*) AS cases,
    sum(n)::BIGINT AS n,
    sum(yes)::BIGINT AS yes,
    sum(n * n)::BIGINT AS n_n,
    sum(n * yes)::BIGINT AS n_yes,
    sum(yes * yes)::BIGINT AS yes_yes
FROM judged
JOIN cases ON cases.rowid = judged.row
JOIN areas USING (area)
GROUP BY ALL
ORDER BY ALL;

INSERT INTO inspections
SELECT area, inspected_on, count(*) AS cases, latest
FROM cases
GROUP BY ALL
ORDER BY area, inspected_on;
