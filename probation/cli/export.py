"""``export``: a briefing, or the figures that an address shows, as a file."""

import re
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from probation.briefing.assemble import whole
from probation.briefing.file import LARGEST, from_json
from probation.briefing.from_url import parsed, shown_at
from probation.briefing.items import Briefing
from probation.domain.address import SHOWN, is_generation
from probation.domain.codes import known, spelt
from probation.errors import ReaderError
from probation.exports.formats import FORMATS
from probation.store.atomic_files import put
from probation.store.folders import stores_folder
from probation.store.past import same_data, withdrawn_on
from probation.store.serving.served import SERVED

#: What every form of file can hold in a link.
_ADDRESS = re.compile(r"https?://[-\w.~:/%@\[\]]{1,500}", re.ASCII)

if TYPE_CHECKING:
    from probation.store.connection import Store


def export(store: "Store", chosen: Namespace) -> tuple[Path, "Store"]:
    """Writes the file; gives its path, and the store it is of: ``store`` or one that a link names.

    Raises ReaderError for what cannot be taken or written.
    """
    target = Path(chosen.to)
    ending = target.suffix.removeprefix(".").lower()
    form = FORMATS[known(ending, FORMATS, "kind of file")]
    used, briefing = _asked(store, chosen)
    if not briefing.items:
        raise ReaderError("There is nothing in this briefing to export.")
    data = form.write(whole(used, briefing, _dashboard(chosen.address)))
    try:
        put(target, data)
    except OSError as error:
        raise ReaderError(f"{target} cannot be written: {error.strerror}.") from error
    return target, used


def _dashboard(address: str) -> str:
    """Where the dashboard stands. Raises ReaderError for what cannot stand in every file."""
    if not _ADDRESS.fullmatch(address):
        raise ReaderError(
            "The address of the dashboard must be like https://server:8501 or"
            " https://server/folder, in letters, digits and -._~:/%@[]."
        )
    return address


def _asked(store: "Store", chosen: Namespace) -> tuple["Store", Briefing]:
    """The store to answer from, and the briefing."""
    if (chosen.briefing is None) == (chosen.from_url is None):
        raise ReaderError("Give either a briefing's file or --from-url.")
    if chosen.briefing is None:
        used = _followed(store, chosen.from_url)
        briefing = shown_at(chosen.from_url, used, chosen.figure)
        _tell_of_other_cases(briefing, used)
        return used, briefing
    if chosen.figure is not None:
        raise ReaderError("--figure goes with --from-url; a briefing names its own.")
    try:
        with Path(chosen.briefing).open("rb") as file:
            briefing = from_json(file.read(LARGEST + 1))
    except OSError as error:
        raise ReaderError(f"{chosen.briefing} cannot be read: {error.strerror}.") from error
    _tell_of_other_cases(briefing, store)
    return store, briefing


def _tell_of_other_cases(briefing: Briefing, store: "Store") -> None:
    """Says where items were chosen from other cases than are exported."""
    for made_on in dict.fromkeys(own.store for own in briefing.items if own.store):
        if not same_data(made_on, store.generation.name):
            _tell(f"Items were chosen from the case set {made_on}", store)


def _followed(store: "Store", url: str) -> "Store":
    """The store that a link names. Raises ReaderError where that is not kept."""
    _, query = parsed(url)
    (made_on,) = query.get("store", [""])[:1]
    if made_on and not is_generation(made_on):
        raise ReaderError("The link names a case set that this dashboard does not have.")
    if not made_on or same_data(made_on, store.generation.name):
        return store
    if [spelt(text, SHOWN) for text in query.get("shown", [])][:1] == ["now"]:
        _tell(f"This link was made on the case set {made_on}", store)
        return store
    if earlier := SERVED.earlier(made_on):
        if caution := earlier.generation.caution:
            print(f"{earlier.generation.name}: {caution}", file=sys.stderr)
        return earlier
    on = withdrawn_on(stores_folder(), made_on)
    gone = f"was withdrawn on {on} and is not shown any more" if on else "is not kept any more"
    raise ReaderError(
        f"This link was made on the case set {made_on}, which {gone}. Add &shown=now to the"
        f" address to export the data as they are now, {store.generation.name}."
    )


def _tell(made_on: str, store: "Store") -> None:
    said = f"{made_on}; the data have changed since, and {store.generation.name} is exported."
    print(said, file=sys.stderr)
