-- The store. One file is one generation of a case set; it is written once and then only read.
-- A coded column is an ENUM: it can hold nothing else, and sorts in the vocabulary's order. The
-- codes come from the temporary table `codes` (the vocabulary and the areas file, see build.py),
-- so that no code is ever pasted into SQL text. What stands in braces is made of the vocabulary's
-- names (see schema.py). There is no index: nothing is looked up by its key, and checks.py proves
-- what a key would, at a tenth of the cost.

{types}

-- One row: what this generation holds. `synthetic` decides what every page says about it.
CREATE TABLE about (
    label       VARCHAR NOT NULL,    -- what the case set is called on every page and file
    synthetic   BOOLEAN NOT NULL,
    source_hash VARCHAR NOT NULL,    -- sha256 over the files it was built from
    built_at    TIMESTAMP NOT NULL   -- UTC
);

-- One row: one contract package area, inspected or not (Table A1).
CREATE TABLE areas (
    contract_package_area VARCHAR NOT NULL,
    division              division_code NOT NULL,
    crc_owner             crc_owner_code NOT NULL,
    area                  area_code,             -- the PCC area inspected; null where none was
    reports               VARCHAR                -- report months, YYYY-MM, semicolons between
);

-- One row: the label of one level of division, crc_owner or area, in the order of Table A1.
CREATE TABLE places (
    dimension VARCHAR NOT NULL,
    code      VARCHAR NOT NULL,
    label     VARCHAR NOT NULL,
    position  INTEGER NOT NULL
);

-- One row: one inspected case, superseded inspections too.
CREATE TABLE cases (
    case_id          VARCHAR NOT NULL,
    area             area_code NOT NULL,
    inspected_on     DATE NOT NULL,              -- first day of the month the inspection began
    {case_columns},                              -- whole numbers are null where not recorded
    latest           BOOLEAN NOT NULL            -- of the area's latest inspection: only these count
);

-- One row: one priority factor of one case. One to five rows a case.
CREATE TABLE priorities (
    case_id VARCHAR NOT NULL,
    factor  factor_code NOT NULL
);

-- One row: one judgement. A question that does not apply to a case has no row.
CREATE TABLE judgements (
    case_id   VARCHAR NOT NULL,
    question  question_code NOT NULL,
    factor    factor_code,                       -- null for questions asked once a case
    judgement judgement_code NOT NULL
);

-- One row: the judgements on one question and factor of all cases with one pattern of covariates.
-- Every page reads this, so an answer costs the number of patterns, not of cases.
CREATE TABLE tally (
    question         question_code NOT NULL,
    factor           factor_code,
    {dimensions},
    n                BIGINT NOT NULL,            -- judgements
    yes              BIGINT NOT NULL             -- of them, yes
);

-- One row: the cases (and their priority factors) with one pattern of covariates.
CREATE TABLE case_tally (
    factor           factor_code,                -- null: all cases; else those with this priority
    {dimensions},
    n                BIGINT NOT NULL             -- cases
);

-- One row: the cases with one pattern of covariates that have judgements on one question, of the
-- factors the bulletin reports or of none. n and yes are here those of one case; with these sums a
-- case is one cluster, whatever patterns are taken together (see analysis/ratio.py).
CREATE TABLE case_sums (
    question         question_code NOT NULL,
    {dimensions},
    cases            BIGINT NOT NULL,
    n                BIGINT NOT NULL,            -- sum of n: judgements
    yes              BIGINT NOT NULL,            -- sum of yes
    n_n              BIGINT NOT NULL,            -- sum of n * n
    n_yes            BIGINT NOT NULL,            -- sum of n * yes
    yes_yes          BIGINT NOT NULL             -- sum of yes * yes
);

-- One row: one inspection of one area.
CREATE TABLE inspections (
    area         area_code NOT NULL,
    inspected_on DATE NOT NULL,
    cases        BIGINT NOT NULL,
    latest       BOOLEAN NOT NULL                -- false: superseded by a later one of the area
);
