-- What follows from other columns, where an extract leaves it out or empty.
-- One row: one case.
CREATE OR REPLACE TEMP TABLE raw_cases AS
SELECT
    file, sheet, row, case_id, area,
    -- a full date counts as its month
    CASE WHEN regexp_full_match(inspected_on, '\d{4}-\d{2}-\d{2}') AND try_cast(inspected_on AS DATE) IS NOT NULL
         THEN left(inspected_on, 7) ELSE inspected_on END AS inspected_on,
    provider, gender, age,
    CASE WHEN age_group IS NOT NULL OR $age_group THEN age_group
         WHEN age IS NULL THEN 'not_recorded'
         WHEN try_cast(age AS INTEGER) < 30 THEN 'under_30'
         ELSE '30_plus' END AS age_group,
    ethnic_group, sentence_type,
    CASE WHEN supervision_type IS NOT NULL OR $supervision_type THEN supervision_type
         WHEN sentence_type = 'licence' THEN 'post_custody'
         ELSE 'community' END AS supervision_type,
    ogrs_score, level AS ogrs_level,
    CASE WHEN ogrs_band IS NOT NULL OR $ogrs_band THEN ogrs_band
         WHEN level IN ('low', 'medium') THEN 'low_medium'
         WHEN level IN ('high', 'very_high') THEN 'high_very_high'
         ELSE 'not_recorded' END AS ogrs_band,
    rosh_level, mappa
FROM (
    SELECT *,
        CASE WHEN ogrs_level IS NOT NULL OR $ogrs_level THEN ogrs_level
             WHEN ogrs_score IS NULL THEN 'not_recorded'
             WHEN try_cast(ogrs_score AS INTEGER) < 50 THEN 'low'
             WHEN try_cast(ogrs_score AS INTEGER) < 75 THEN 'medium'
             WHEN try_cast(ogrs_score AS INTEGER) < 90 THEN 'high'
             ELSE 'very_high' END AS level
    FROM staged_cases
);
