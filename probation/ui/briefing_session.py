"""The briefing of this session: what is in it, its undo, and its place in the reader's browser.

The reader's browser keeps it too (see ui.browser_storage), so that it outlives a reload. One that
comes by a link never takes the place of the reader's own unasked.
"""

import hashlib
from functools import reduce

import streamlit as st

from probation.briefing.file import from_address, from_json, to_json
from probation.briefing.items import MOST_ITEMS, Briefing, Item, cleaned_lines, item
from probation.domain.address import Params
from probation.domain.wording import counted as number_of
from probation.errors import ReaderError
from probation.exhibits.exhibit import Exhibit
from probation.exhibits.key_findings import CODES
from probation.exhibits.registry import explicit
from probation.ui import browser_storage, cache, session_cases, state

#: The parameter of an address that holds a briefing.
PARAMETER = "briefing"
#: So many changes can be undone.
_UNDONE = 30

# Session keys: the briefing, what it was before each change, the reader's own while one from a link
# is shown, whether such a one has come in this run or the last, what the browser keeps that cannot
# be read, what is wrong with one of them, and where the keyboard is to be.
_HELD, _BEFORE, _OWN = "briefing_held", "briefing_before", "briefing_own"
_CAME, _LINKED, _STRANGE = "briefing_came", "briefing_linked", "briefing_strange"
_WRONG, _LOOK = "briefing_wrong", "briefing_look"


def enter(page: str) -> None:
    """Takes in a briefing from the address; once a run, before the address is written anew."""
    value = next(iter(state.incoming().get(PARAMETER, [])), None)
    if value is None:
        return
    try:
        found = from_address(value)
    except ReaderError as error:
        st.session_state[_WRONG] = str(error)
        return
    if found == held():
        return
    if set_aside() is None and held().items:
        st.session_state[_OWN] = held()
    st.session_state[_HELD], st.session_state[_BEFORE] = found, []
    st.session_state[_CAME] = st.session_state[_LINKED] = True
    if page != "briefing":
        session_cases.say(
            f"A briefing of {counted(found)} came with this link: see the page Briefing."
        )


def kept() -> None:
    """Has the browser keep the briefing; the last thing of every run."""
    just_came = st.session_state.pop(_CAME, False)
    if not just_came:
        st.session_state.pop(_LINKED, None)
    # until the reader has chosen between two, the browser goes on keeping the reader's own
    empty = not held().items and not held().title
    text = "" if set_aside() is not None or empty else to_json(held())
    # what it keeps and we cannot read stays there until there is something to keep in its place
    browser_storage.keep(text or st.session_state.get(_STRANGE, ""), _taken, polite=just_came)


def held() -> Briefing:
    """The briefing."""
    briefing: Briefing = st.session_state.get(_HELD, Briefing())
    return briefing


def put(briefing: Briefing, said: str = "") -> None:
    """Changes the briefing, so that the change can be undone; for a button. said: a toast."""
    if briefing != held():
        before = st.session_state.setdefault(_BEFORE, [])
        before.append(held())
        del before[:-_UNDONE]
        st.session_state[_HELD] = briefing
    if said:
        session_cases.say(said)


def cut(text: str, longest: int, what: str) -> str:
    """What is said of words that are longer than a briefing holds; '' of others.

    No widget has a limit of its own: it would drop a longer text pasted in without a word.
    """
    lost = len(cleaned_lines(text)) > longest
    return f"The {what} was cut to {longest:,} characters." if lost else ""


def move(shown: Item, by: int) -> None:
    """Moves an item so many places down; for a button."""
    place = held().place(shown)
    if place is not None:
        put(held().moved(place, by))
        _look_at(shown, "up" if by < 0 else "down")


def remove(shown: Item) -> None:
    """Takes an item out; for a button."""
    place = held().place(shown)
    if place is not None:
        less = held().without(place)
        put(less, f"Removed from the briefing: {counted(less)}.")
        if less.items:
            _look_at(less.items[min(place, len(less.items) - 1)], "remove")


def _look_at(shown: Item, button: str) -> None:
    """Has the browser put the keyboard on a button of an item, which has gone to another place."""
    count, _ = looked_at()
    st.session_state[_LOOK] = (count + 1, f"{button}_{name(shown)}")


def looked_at() -> tuple[int, str]:
    """How often the keyboard was put somewhere, and the key of the button where it was last."""
    looked: tuple[int, str] = st.session_state.get(_LOOK, (0, ""))
    return looked


def join(more: Briefing) -> None:
    """Adds the items of another briefing; for a button."""
    put(joined(held(), more))


def can_undo() -> bool:
    """Whether there is a change to undo."""
    return bool(st.session_state.get(_BEFORE))


def undo() -> None:
    """Takes back the last change; for a button."""
    if can_undo():
        st.session_state[_HELD] = st.session_state[_BEFORE].pop()


def set_aside() -> Briefing | None:
    """The reader's own briefing while one that came by a link is shown in its place."""
    return st.session_state.get(_OWN)


def choose(mine: bool) -> None:
    """Ends the choice between the two, with the other one left to undo; for a button."""
    other: Briefing | None = st.session_state.pop(_OWN, None)
    shown = held()
    if other is None:  # a second click on the same button
        return
    st.session_state[_HELD] = other if mine else shown
    st.session_state[_BEFORE] = [shown if mine else other]


def choose_both() -> None:
    """Adds what came by the link to the reader's own; for a button."""
    came = held()
    if set_aside() is not None:
        choose(mine=True)
        put(joined(held(), came))


def joined(first: Briefing, second: Briefing) -> Briefing:
    """The first briefing with the items of the second after its own, as far as there is room."""
    return reduce(Briefing.added, second.items, first)


def counted(briefing: Briefing) -> str:
    """'1 item', '3 items'."""
    n = len(briefing.items)
    return number_of(n, "item")


def item_of(figure: str, params: Params) -> Item:
    """An item of the case set that is shown."""
    return item(figure, params, "" if session_cases.used() else cache.store().generation.name)


def name(shown: Item) -> str:
    """A short name for an item, the same as long as it shows the same figure."""
    return hashlib.sha256(repr((shown.figure, shown.params)).encode()).hexdigest()[:12]


def container(shown: Item) -> str:
    """The key of the container in which the page draws an item's chart."""
    return f"briefing_chart_{name(shown)}"


def tied(key: str, value: str) -> str:
    """The key of a text widget, which shows ``value`` whatever it was left with."""
    st.session_state[key] = value
    return key


def wrong() -> str:
    """What is wrong with a briefing from an address or the browser, once; else ''."""
    sentence: str = st.session_state.pop(_WRONG, "")
    return sentence


def button(exhibit: Exhibit, params: Params) -> None:
    """Adds an exhibit to the briefing, or takes it out again."""
    wanted = item_of(exhibit.key, explicit(exhibit.key, params))
    inside = held().place(wanted) is not None
    st.button(
        f"Remove {exhibit.noun} from briefing" if inside else f"Add {exhibit.noun} to briefing",
        icon=":material/playlist_remove:" if inside else ":material/playlist_add:",
        on_click=remove if inside else _add,
        args=(wanted,),
        disabled=held().full and not inside,
        help=f"A briefing has at most {MOST_ITEMS} items." if held().full else None,
        key=f"basket_{exhibit.key}_{exhibit.file}",
    )


def add_findings(params: Params) -> None:
    """Adds the bulletin's five key findings, with the filters of ``asked``; for a button."""
    keys = [f"finding_{code}" for code in CODES]
    more = reduce(Briefing.added, [item_of(key, explicit(key, params)) for key in keys], held())
    put(more, f"Added to the briefing: {counted(more)}.")


def _add(wanted: Item) -> None:
    more = held().added(wanted)
    put(more, f"Added to the briefing: {counted(more)}.")


def _taken(text: str) -> str:
    """What the browser has kept becomes the briefing; gives the text of the session then."""
    st.session_state.pop(_STRANGE, None)
    try:
        found = from_json(text) if text else Briefing()
    except ReaderError as error:
        st.session_state[_STRANGE] = text
        st.session_state[_WRONG] = f"What your browser kept was left out. {error}"
        return text
    linked = st.session_state.pop(_LINKED, False) or set_aside() is not None
    if linked and found != held():
        st.session_state.pop(_OWN, None)
        if found.items:  # else there is nothing to choose between
            st.session_state[_OWN] = found
        return ""
    if not found.items and held().items:  # emptied in another tab: here it can be brought back
        put(found)
    elif found != held():
        st.session_state[_HELD], st.session_state[_BEFORE] = found, []
    return to_json(found) if text else ""
