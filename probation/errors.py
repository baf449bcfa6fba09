"""The two ways the product fails: a reader can mend it, or we must."""

import logging
import secrets

#: What a reader is told where only we can mend it: nothing of folders or libraries.
_OURS = (
    "Something is wrong on the server, not with what you entered. Tell whoever runs the dashboard,"
    " and give the number {number}: the server's log says more under it."
)


class ProbationError(Exception):
    """Base of every error this package raises on purpose."""


class ReaderError(ProbationError):
    """Something a reader gave cannot be used; the message is a sentence that says what to do."""


class StoreError(ProbationError):
    """The store cannot be built, opened or trusted: our fault, never the reader's."""


class ToldError(StoreError):
    """Ours to mend, in a sentence for every reader: it holds no path and no words of a library."""


class LostRowsError(StoreError):
    """Rows that were read are not in the store, or not as often: the last gate of a build."""


def told(error: Exception) -> str:
    """What a reader of the served dashboard is told of an error.

    The own words of a ReaderError or a ToldError. Of any other a sentence with a number, under
    which the log has the error itself, its paths and what libraries said.
    """
    if isinstance(error, ReaderError | ToldError):
        return str(error)
    number = secrets.token_hex(4)
    logging.getLogger(__name__).error("%s: %s", number, error, exc_info=error)
    return _OURS.format(number=number)
