"""What a store holds: which inspections, and what superseded what."""

from probation.store.connection import Store
from probation.store.counts import Counts

#: One row: one inspection of one area, in the order of Table A1. A report is of the last inspection
#: before it, where that began within a year: the areas file names the reports of Table A1, and the
#: cases may be of other inspections.
_INSPECTIONS = """
    SELECT area::VARCHAR AS area, division::VARCHAR AS division, crc_owner::VARCHAR AS crc_owner,
           inspected_on, cases, latest,
           nullif(array_to_string(list_filter(
               string_split(reports, ';'),
               lambda month: month >= strftime(inspected_on, '%Y-%m')
                   AND month < strftime(least(following, inspected_on + INTERVAL 1 YEAR), '%Y-%m')
           ), ';'), '') AS reports
    FROM (
        SELECT *, lead(inspected_on) OVER (PARTITION BY area ORDER BY inspected_on) AS following
        FROM inspections
    )
    JOIN areas USING (area)
    ORDER BY areas.area, inspected_on
"""


def inspections(store: Store) -> Counts:
    """Every inspection loaded, superseded ones too.

    Columns: area, division, crc_owner (codes); inspected_on (first day of its month); cases;
    latest (False where a later inspection of the area took its place); reports (months of its
    reports, YYYY-MM, semicolons between; None where none is named).
    """
    return Counts(store.frame(_INSPECTIONS, {}))
