"""What a store holds: which inspections, and what superseded what."""

import pandas as pd

from probation.store.connection import Store

#: One row: one inspection of one area, in the order of Table A1.
_INSPECTIONS = """
    SELECT area::VARCHAR AS area, division::VARCHAR AS division, crc_owner::VARCHAR AS crc_owner,
           inspected_on, cases, latest, reports
    FROM inspections JOIN areas USING (area)
    ORDER BY areas.area, inspected_on
"""


def inspections(store: Store) -> pd.DataFrame:
    """Every inspection loaded, superseded ones too.

    Columns: area, division, crc_owner (codes); inspected_on (first day of its month); cases;
    latest (False where a later inspection of the area took its place); reports (months of the
    area's inspection reports, YYYY-MM, semicolons between).
    """
    return store.frame(_INSPECTIONS, {})
