-- What follows from other columns is filled in where an extract leaves it empty. Where nothing
-- follows, and the extract fills the column nowhere ($age_group and so on are false), it is not
-- recorded; a cell left empty in a column filled elsewhere stays empty, for the rules to meet.
-- One row: one case.
CREATE OR REPLACE TEMP TABLE raw_cases AS
SELECT * EXCLUDE (level) REPLACE (
    -- a full date counts as its month
    CASE WHEN regexp_full_match(inspected_on, '\d{4}-\d{2}-\d{2}')
              AND try_cast(inspected_on AS DATE) IS NOT NULL
         THEN left(inspected_on, 7) ELSE inspected_on END AS inspected_on,
    CASE WHEN age_group IS NOT NULL THEN age_group
         WHEN try_cast(age AS INTEGER) < 30 THEN 'under_30'
         WHEN age IS NOT NULL THEN '30_plus'
         WHEN NOT $age_group THEN 'not_recorded' END AS age_group,
    CASE WHEN supervision_type IS NOT NULL THEN supervision_type
         WHEN sentence_type = 'licence' THEN 'post_custody'
         WHEN sentence_type IS NOT NULL THEN 'community' END AS supervision_type,
    level AS ogrs_level,
    CASE WHEN ogrs_band IS NOT NULL THEN ogrs_band
         WHEN level IN ('low', 'medium') THEN 'low_medium'
         WHEN level IN ('high', 'very_high') THEN 'high_very_high'
         WHEN ogrs_level IS NOT NULL OR NOT $ogrs_band THEN 'not_recorded' END AS ogrs_band
    {added}
)
FROM (
    SELECT *,
        CASE WHEN ogrs_level IS NOT NULL THEN ogrs_level
             WHEN try_cast(ogrs_score AS INTEGER) < 50 THEN 'low'
             WHEN try_cast(ogrs_score AS INTEGER) < 75 THEN 'medium'
             WHEN try_cast(ogrs_score AS INTEGER) < 90 THEN 'high'
             WHEN ogrs_score IS NOT NULL THEN 'very_high'
             WHEN NOT $ogrs_level THEN 'not_recorded' END AS level
    FROM staged_cases
);
