"""Reading an extract: from files as they come to tables of text, with the faults of the files."""

from probation.intake.formats.reading import PART, read
from probation.intake.formats.source import Source

__all__ = ["PART", "Source", "read"]
