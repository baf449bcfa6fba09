"""The two ways the product fails: a reader can mend it, or we must."""


class ProbationError(Exception):
    """Base of every error this package raises on purpose."""


class ReaderError(ProbationError):
    """Something a reader gave cannot be used; the message is a sentence that says what to do."""


class StoreError(ProbationError):
    """The store cannot be built, opened or trusted: our fault, never the reader's."""


class LostRowsError(StoreError):
    """Rows that were read are not in the store, or not as often: the last gate of a build."""
