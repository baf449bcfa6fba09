-- What a value is, said once for counting and for listing. The temporary tables intake_codes,
-- intake_asked and intake_missing (see checking.py) come first.

-- Is it one of the codes of its column?
CREATE OR REPLACE TEMP MACRO intake_known(name, value) AS
    value IN (SELECT code FROM intake_codes WHERE term = name);

-- Is it a fault of its file already, as an error in a cell or a character that cannot be seen?
CREATE OR REPLACE TEMP MACRO intake_is_told(name, text) AS
    (name, text) IN (SELECT (term, value) FROM intake_told);

-- A whole number from low to high.
CREATE OR REPLACE TEMP MACRO intake_whole(value, low, high) AS
    regexp_full_match(value, '\d{1,3}') AND try_cast(value AS INTEGER) BETWEEN low AND high;

-- A month, or a day, from June 2014 (when CRCs and the NPS began) to today.
CREATE OR REPLACE TEMP MACRO intake_dated(value) AS
    CASE length(value)
        WHEN 7 THEN regexp_full_match(value, '\d{4}-(?:0[1-9]|1[0-2])')
            AND value BETWEEN '2014-06' AND strftime(current_date, '%Y-%m')
        WHEN 10 THEN regexp_full_match(value, '\d{4}-\d{2}-\d{2}')
            AND try_cast(value AS DATE) BETWEEN DATE '2014-06-01' AND current_date
        ELSE false
    END;

-- May it stand in its column? Nothing may where a number is not recorded.
CREATE OR REPLACE TEMP MACRO intake_valid(name, text) AS
    CASE name
        WHEN 'age' THEN text IS NULL OR intake_whole(text, 18, 110)
        WHEN 'ogrs_score' THEN text IS NULL OR intake_whole(text, 0, 100)
        WHEN 'inspected_on' THEN intake_dated(text)
        ELSE (name, text) IN (SELECT (term, code) FROM intake_codes)
    END;

-- What a spreadsheet shows for an error; #1 is none.
CREATE OR REPLACE TEMP MACRO intake_like_error() AS
    '(?i:#+|#(?:n/?a|ref|value|div/0|name|null|num|spill|calc|getting_data)[!?]?)';
CREATE OR REPLACE TEMP MACRO intake_error(value) AS regexp_full_match(value, intake_like_error());

-- What stands where a program or a person had nothing to write.
CREATE OR REPLACE TEMP MACRO intake_placeholder(value) AS
    regexp_full_match(value,
        '(?i)\s*(?:n/?a|n\.a\.?|\\n|nan|nat|null|none|nil|missing|blank|empty|unknown|not (?:known|applicable|stated|given|recorded|answered|asked|judged|assessed|available|disclosed|relevant)|no (?:answer|response)|refused|declined|prefer not to say|don''?''?t know|tbc|tba|dk|-+|–|—|\.+|\?+|-?9{1,4}|-1|'
        || intake_like_error() || ')?\s*');

-- The same of a case id: cases may be numbered, and then 9 and 99 are two of them.
CREATE OR REPLACE TEMP MACRO intake_id_placeholder(value) AS
    intake_placeholder(value) AND NOT regexp_full_match(value, '\s*\d+\s*');

CREATE OR REPLACE TEMP MACRO intake_blank(value) AS regexp_full_match(value, '\s*');

CREATE OR REPLACE TEMP MACRO intake_number(value) AS
    regexp_full_match(value, '\s*[+-]?\d+(?:[.,]\d+)?\s*');

-- Patterns of what no cell should hold.
CREATE OR REPLACE TEMP MACRO intake_like_formula() AS
    '^(?:[\t\r]|[\s\x{00A0}]*[=+@\-＝＋－＠])'; -- the wide forms of = + - @ count as well
CREATE OR REPLACE TEMP MACRO intake_like_html() AS
    '(?i:</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<(?:script|style|iframe|img|svg|object|embed|form|input|video|audio|link|meta|body|a)\b|<!--|<!doctype|&(?:[a-z]{2,8}|#\d+|#x[0-9a-f]+);|javascript:)';
CREATE OR REPLACE TEMP MACRO intake_like_markdown() AS
    '(?i:\[[^\]]*\]\(\s*(?:<|[a-z][a-z0-9+.-]*:|/|#|[^)\s]+\.[a-z])|<[a-z][a-z0-9+.-]*:[^<>\s]+>|^\s*\[[^\]]+\]:\s*\S)';
CREATE OR REPLACE TEMP MACRO intake_like_sql() AS
    '(?i:;\s*update\s+\w+\s+set\b|;\s*delete\s+from\s+\w|\bunion\s+(?:all\s+)?select\b|\b(?:drop|truncate|alter|create)\s+(?:table|database|schema|view)\s+\w|\binsert\s+into\s+\w+\s*(?:\(|values\b|select\b)|\bdelete\s+from\s+\w+\s*(?:;|where\b)|\bselect\s+(?:\*|[\w.]+(?:\s*,\s*[\w.]+)*)\s+from\s+\w+\s*(?:;|where\b)|\bselect\s+\*\s+from\b|''\s*(?:or|and)\s+''?\w+''?\s*=)';
CREATE OR REPLACE TEMP MACRO intake_like_email() AS '[\w.%+-]@[A-Za-z0-9-]+\.[A-Za-z]{2}';
CREATE OR REPLACE TEMP MACRO intake_like_nino() AS
    '(?i:\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b)';
CREATE OR REPLACE TEMP MACRO intake_like_pnc() AS '\b(?:19|20)?\d{2}/\d{4,7}[A-Za-z]\b';
CREATE OR REPLACE TEMP MACRO intake_like_crn() AS '\b[A-Za-z]\d{6}\b';
CREATE OR REPLACE TEMP MACRO intake_like_telephone() AS
    '(?:\+44 ?|\b0)7\d{3} ?\d{3} ?\d{3}\b';
CREATE OR REPLACE TEMP MACRO intake_like_nhs() AS '\b\d{3}[ -]?\d{3}[ -]?\d{4}\b';
CREATE OR REPLACE TEMP MACRO intake_like_postcode() AS
    '(?i:\b[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b|\bGIR ?0AA\b)';
CREATE OR REPLACE TEMP MACRO intake_like_birth() AS
    '(?i:\b(?:d\.?o\.?b\b\.?|born|birth)\D{0,20}\d{1,4}[-/. ](?:\d{1,2}|[a-z]{3,9})[-/. ]\d{2,4})';
CREATE OR REPLACE TEMP MACRO intake_like_day_first() AS
    '(?i:\b\d{1,2}(?:st|nd|rd|th)?[-/. ](?:\d{1,2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)[-/. ]((?:19|20)\d{2})\b)';
CREATE OR REPLACE TEMP MACRO intake_like_year_first() AS
    '\b((?:19|20)\d{2})[-/.]\d{1,2}[-/.]\d{1,2}\b';
CREATE OR REPLACE TEMP MACRO intake_like_name() AS '\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][a-z]+';

-- A spreadsheet would calculate it.
CREATE OR REPLACE TEMP MACRO intake_formula(value) AS
    regexp_matches(value, intake_like_formula())
    AND NOT intake_number(value) AND NOT intake_placeholder(value);

CREATE OR REPLACE TEMP MACRO intake_markup(value) AS
    CASE
        WHEN regexp_matches(value, intake_like_html()) THEN 'html'
        WHEN regexp_matches(value, intake_like_markdown()) THEN 'markdown'
        WHEN regexp_matches(value, intake_like_sql()) THEN 'sql'
    END;

-- The tenth digit of an NHS number is a check on the first nine (modulus 11).
CREATE OR REPLACE TEMP MACRO intake_nhs(digits) AS
    (11 - (
        10 * (ascii(digits[1]) - 48) + 9 * (ascii(digits[2]) - 48) + 8 * (ascii(digits[3]) - 48)
        + 7 * (ascii(digits[4]) - 48) + 6 * (ascii(digits[5]) - 48) + 5 * (ascii(digits[6]) - 48)
        + 4 * (ascii(digits[7]) - 48) + 3 * (ascii(digits[8]) - 48) + 2 * (ascii(digits[9]) - 48)
    ) % 11) % 11 = ascii(digits[10]) - 48;

-- Is one of the numbers in a text an NHS number?
CREATE OR REPLACE TEMP MACRO intake_holds_nhs(value) AS
    len(list_filter(
        regexp_extract_all(value, intake_like_nhs()),
        lambda number: intake_nhs(regexp_replace(number, '[ -]', '', 'g'))
    )) > 0;

-- A full date that makes a person 18 or older today may be a date of birth.
CREATE OR REPLACE TEMP MACRO intake_holds_birth(value) AS
    regexp_matches(value, intake_like_birth())
    OR len(list_filter(
        list_concat(
            regexp_extract_all(value, intake_like_day_first(), 1),
            regexp_extract_all(value, intake_like_year_first(), 1)
        ),
        lambda born: CAST(born AS INTEGER) <= year(current_date) - 18
    )) > 0;

-- Which direct identifier it is, wherever it stands; ids are looked at otherwise (judge.sql).
CREATE OR REPLACE TEMP MACRO intake_identifier(value) AS
    CASE
        WHEN regexp_matches(value, intake_like_email()) THEN 'email'
        WHEN regexp_matches(value, intake_like_nino()) THEN 'nino'
        WHEN regexp_matches(value, intake_like_pnc()) THEN 'pnc'
        WHEN regexp_matches(value, intake_like_crn()) THEN 'crn'
        WHEN regexp_matches(value, intake_like_telephone()) THEN 'telephone'
        WHEN intake_holds_nhs(value) THEN 'nhs'
        WHEN regexp_matches(value, intake_like_postcode()) THEN 'postcode'
        WHEN intake_holds_birth(value) THEN 'birth'
        WHEN regexp_matches(value, intake_like_name()) THEN 'name'
    END;

-- How a spreadsheet has changed a case id.
CREATE OR REPLACE TEMP MACRO intake_mangled(value) AS
    CASE
        WHEN regexp_matches(value, '^\s|\s$') THEN 'blanks'
        WHEN regexp_full_match(value, '\d+[.,]\d+[eE][+-]?\d+|\d+[eE][+-]\d+') THEN 'exponent'
        WHEN regexp_full_match(value, '\d+[.,]0+|\d{1,3}(?:,\d{3})+') THEN 'decimal'
        WHEN regexp_full_match(value,
            '(?i)\d{1,2}[-/ ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:[-/ ]\d{2,4})?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\d{2}|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}(?: 00:00:00)?')
            THEN 'date'
        WHEN regexp_full_match(value, '(?:-?\d+ days?, )?\d{1,2}:\d{2}:\d{2}(?:\.\d+)?') THEN 'time'
        WHEN regexp_full_match(value, '[1-9]\d{14}000+') THEN 'rounded'
        WHEN intake_error(value) THEN 'error'
    END;

CREATE OR REPLACE TEMP MACRO intake_total(value) AS
    regexp_full_match(value,
        '(?i)\s*(?:(?:grand|sub)[ -]?)?totals?\b.{0,20}|\s*(?:sum|average|mean|overall|all cases|count)\s*[:=]?\s*\d*\s*');

-- Is there no id, but nothing, a word for a total or an error?
CREATE OR REPLACE TEMP MACRO intake_no_id(value) AS
    value IS NULL OR intake_blank(value) OR intake_total(value) OR intake_error(value);

-- An id without what spreadsheets change: blanks, capitals and leading noughts.
CREATE OR REPLACE TEMP MACRO intake_plain(value) AS ltrim(lower(trim(value)), '0');

-- Are these values, where they are valid, at odds with each other? The column that is at odds.
CREATE OR REPLACE TEMP MACRO intake_at_odds_supervision(sentence, supervision) AS
    CASE
        WHEN sentence = 'licence' THEN supervision = 'community'
        WHEN sentence IN ('community_order', 'suspended_sentence_order')
            THEN supervision = 'post_custody'
        ELSE false
    END;
CREATE OR REPLACE TEMP MACRO intake_age_group(age) AS
    CASE WHEN try_cast(age AS INTEGER) < 30 THEN 'under_30' ELSE '30_plus' END;
CREATE OR REPLACE TEMP MACRO intake_ogrs_level(score) AS
    CASE
        WHEN try_cast(score AS INTEGER) < 50 THEN 'low'
        WHEN try_cast(score AS INTEGER) < 75 THEN 'medium'
        WHEN try_cast(score AS INTEGER) < 90 THEN 'high'
        ELSE 'very_high'
    END;
CREATE OR REPLACE TEMP MACRO intake_ogrs_band(level) AS
    CASE
        WHEN level IN ('low', 'medium') THEN 'low_medium'
        WHEN level IN ('high', 'very_high') THEN 'high_very_high'
        ELSE level
    END;
CREATE OR REPLACE TEMP MACRO intake_at_odds_age(age, age_group) AS
    intake_whole(age, 18, 110) AND intake_known('age_group', age_group)
    AND age_group <> intake_age_group(age);
CREATE OR REPLACE TEMP MACRO intake_at_odds_level(score, level) AS
    intake_whole(score, 0, 100) AND intake_known('ogrs_level', level)
    AND level <> intake_ogrs_level(score);
CREATE OR REPLACE TEMP MACRO intake_at_odds_band(level, band) AS
    level <> 'not_recorded' -- an extract may know the band and not the level
    AND intake_known('ogrs_level', level) AND intake_known('ogrs_band', band)
    AND band <> intake_ogrs_band(level);

CREATE OR REPLACE TEMP MACRO intake_like_uuid() AS
    '(?i:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';
CREATE OR REPLACE TEMP MACRO intake_like_prison() AS
    '(?:^|[^A-Za-z0-9])[A-Z]\d{4}[A-Z]{2}(?:[^A-Za-z0-9]|$)';

-- A part of an id that stands by itself: nothing of letters and digits beside it.
CREATE OR REPLACE TEMP MACRO intake_id_part(value, form) AS
    regexp_extract(value, '(?i)(?:^|[^a-z0-9])(' || form || ')(?:[^a-z0-9]|$)', 1);

-- What looks like a name of a person, wherever it stands: two words of letters side by side
-- (John Smith, SMITH-JOHN, Smith (John)), a word and an initial (Smith, J or J.Smith), or O'Brien.
-- Letters of Western Europe: all letters of Unicode take a hundred times as long to prepare.
-- Beside an initial, or a word of two letters, other signs than a blank or a comma prove nothing.
CREATE OR REPLACE TEMP MACRO intake_like_words() AS
    '(?:^|[^A-Za-zÀ-ſ\d])(?:[A-Za-zÀ-ſ''’]{3,}[\s\x{00A0}.,;/()_-]{1,3}[A-Za-zÀ-ſ''’]{3,}|[A-Za-zÀ-ſ''’]{3,}[\s\x{00A0},;]{1,2}[A-Za-zÀ-ſ''’]{2}|[A-Za-zÀ-ſ''’]{2}[\s\x{00A0},;]{1,2}[A-Za-zÀ-ſ''’]{3,}|[A-ZÀ-Þ][A-Za-zÀ-ſ''’]{2,}[ .,;(]{1,2}[A-ZÀ-Þ]|[A-ZÀ-Þ] [A-ZÀ-Þ][A-Za-zÀ-ſ''’]{2,}|[A-Za-zÀ-ſ''’]{3,}, ?[A-Za-zÀ-ſ]|[A-Za-zÀ-ſ''’]{3,} [A-Za-zÀ-ſ]\.|[A-Za-zÀ-ſ]\. ?[A-Za-zÀ-ſ''’]{3,}|[A-Za-zÀ-ſ]+[''’][A-Za-zÀ-ſ]{2,})(?:[^A-Za-zÀ-ſ\d]|$)';

-- Does it hold such words once those that are no names (known, in small letters) are set aside?
-- One who is called by such a word, as Kent or West, is not found.
CREATE OR REPLACE TEMP MACRO intake_holds_name(value, known) AS
    CASE
        WHEN regexp_matches(value, intake_like_words()) THEN regexp_matches(
            array_to_string(list_transform(
                regexp_extract_all(value, '[\p{L}''’]+|[^\p{L}''’]+'),
                lambda word: CASE WHEN list_contains(known, lower(word)) THEN '0' ELSE word END
            ), ''),
            intake_like_words()
        )
        ELSE false
    END;

-- An id that holds a name.
CREATE OR REPLACE TEMP MACRO intake_id_name(value, known) AS
    NOT intake_id_placeholder(value) AND NOT intake_total(value)
    AND NOT regexp_full_match(value, intake_like_uuid())
    AND intake_holds_name(value, known);

-- Which direct identifier a case id is, or holds. Numbers of ten digits, a letter before six
-- digits and a number after a year may be anybody's own numbering: those are judged among the
-- other ids (judge.sql). known: words that are no names.
CREATE OR REPLACE TEMP MACRO intake_id_identifier(value, known) AS
    CASE
        WHEN regexp_matches(value, intake_like_email()) THEN 'email'
        WHEN regexp_matches(value, intake_like_nino()) THEN 'nino'
        WHEN regexp_matches(value, intake_like_prison()) THEN 'prison'
        WHEN regexp_matches(value, intake_like_telephone()) THEN 'telephone'
        WHEN regexp_matches(value, '\b\d{3}[ -]\d{3}[ -]\d{4}\b') AND intake_holds_nhs(value)
            THEN 'nhs'
        WHEN contains(value, ' ') AND regexp_matches(value, intake_like_postcode())
            AND intake_id_part(value, '[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}') <> '' THEN 'postcode'
        WHEN intake_holds_birth(value) THEN 'birth'
        WHEN intake_id_name(value, known) OR regexp_matches(value, intake_like_name()) THEN 'name'
    END;

-- An id to look at more closely; one of plain letters and digits is not.
CREATE OR REPLACE TEMP MACRO intake_id_of_concern(value) AS
    NOT regexp_full_match(value,
        '[A-Za-z_]\w*(?:[-.]\w+)?|[1-9]\d{0,8}|' || intake_like_uuid())
    -- of the plain ones: a CRN, a National Insurance, prison or NHS number, two names
    OR regexp_matches(value,
        '(?i)(?:^|[^a-z0-9])(?:[A-Z]\d{6}|[A-Z]{2}\d{6}[A-D]|[A-Z]\d{4}[A-Z]{2}|(?:NHS)?\d{10})(?:[^a-z0-9]|$)')
    OR regexp_matches(value, intake_like_words())
    OR intake_mangled(value) IS NOT NULL
    OR intake_id_placeholder(value)
    OR intake_total(value);

-- Why a value is no date that can be taken.
CREATE OR REPLACE TEMP MACRO intake_date_fault(value) AS
    CASE
        WHEN regexp_full_match(value, '\d{4}-\d{2}(?:-\d{2})?') THEN
            CASE
                WHEN try_cast(rpad(value, 10, '-01') AS DATE) IS NULL THEN 'impossible'
                WHEN value < '2014-06' THEN 'early'
                ELSE 'future'
            END
        WHEN regexp_full_match(value,
            '(?i)\s*(?:[1-4] ?q|q(?:uarter)? ?[1-4])[ /-]*\d{4}\s*|\s*\d{4}[ /-]*(?:[1-4] ?q|q(?:uarter)? ?[1-4])\s*')
            THEN 'quarter'
        WHEN regexp_full_match(value,
            '(?i)\s*(?:\d{1,2} ?wk|w(?:ee)?k? ?\d{1,2})[ /-]*\d{4}\s*|\s*\d{4}[ /-]*w(?:ee)?k? ?\d{1,2}\s*')
            THEN 'week'
        WHEN regexp_full_match(value, '\s*\d{5}(?:\.\d+)?\s*') THEN 'serial'
        WHEN regexp_full_match(value, '\s*\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}\s*') THEN
            CASE list_transform(
                    regexp_extract_all(value, '\d+')[1:2], lambda part: CAST(part AS INTEGER) > 12)
                WHEN [false, false] THEN 'ambiguous'
                WHEN [true, true] THEN 'impossible'
                ELSE 'form'
            END
        WHEN regexp_full_match(value,
            '\s*(?:\d{1,2}[-/. ])?(?:\d{1,2}|[A-Za-z]{3,9})[-/. '']+\d{2}\s*') THEN 'two_digits'
        WHEN regexp_full_match(value,
            '\s*\d{4}-?\d{2}-?\d{2}[T ]\d{1,2}:?\d{2}.*(?:Z|UTC|[+-]\d{2}(?::?\d{2})?)\s*') THEN 'zone'
        WHEN regexp_full_match(value, '\s*\d{4}-?\d{2}-?\d{2}[T ]\d{1,2}:?\d{2}.*') THEN 'time'
        ELSE 'form'
    END;
