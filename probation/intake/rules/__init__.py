"""The rules about data (F12 to F23, F26): raw tables in, every fault out, SQL over whole columns.

checking: ``check``, the one way in; asking: the same asked of what a mapping says. identity:
headers of columns that identify a person. sentences: what is said of each kind of fault. macros.sql
says what a value is, probe.sql whether anything is wrong, judge.sql and faults.sql what; forget.sql
leaves the connection as it was.
"""

from probation.intake.rules.checking import Findings, check
from probation.intake.rules.identity import identifying

__all__ = ["Findings", "check", "identifying"]
