"""How much of a file is taken: more is refused before it is read, or as soon as it is met."""

MEGABYTE = 1_000_000

#: The largest file of each kind, in bytes.
FILE_BYTES = {
    ".csv": 200 * MEGABYTE,
    ".xlsx": 200 * MEGABYTE,
    ".sav": 200 * MEGABYTE,
    ".zsav": 200 * MEGABYTE,
    ".parquet": 2000 * MEGABYTE,
}

#: Of a workbook: bytes once inflated, inflated bytes for one packed byte, and parts.
INFLATED_BYTES = 300 * MEGABYTE
INFLATED_RATIO = 100
#: A workbook smaller than this when inflated is never a bomb, whatever its ratio.
RATIO_FROM_BYTES = 10 * MEGABYTE
WORKBOOK_PARTS = 5_000

#: Rows where spreadsheets stop, the header included: .xls, then .xlsx.
SHEET_ENDS = (65_536, 1_048_576)
COLUMNS = 2_000

#: So many faults of one rule are listed for one file or sheet.
LISTED = 1_000
