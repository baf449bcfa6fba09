"""The filters beside every figure, what is in force of them, and the controls above figures."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from probation.domain import address, glossary
from probation.domain.address import single
from probation.domain.codes import phrase
from probation.domain.questions import Question
from probation.domain.vocabulary import ALL_FACTORS, BREAKDOWNS, PLACES, REPORTED_FACTORS, Dimension
from probation.domain.wording import lower_first, upper_first
from probation.ui import cache, choices, state
from probation.ui.names import shown

#: The groups of filters by what they are of; the person's stand open, for they are asked for most.
_OPEN, _PLACE = "Person", "Place"
_GROUPS: Mapping[str, Sequence[Dimension]] = {
    name: [dimension for dimension in Dimension if dimension.entry.group == name]
    for name in (_OPEN, _PLACE, *(d.entry.group for d in Dimension if d.entry.group))
} | {_PLACE: PLACES[::-1]}
#: What is explained where the name of a filter or control stands.
_TERMS = {
    Dimension.PROVIDER: "NPS, CRC",
    Dimension.ETHNIC_GROUP: "BAME",
    Dimension.SUPERVISION_TYPE: "Post-custody",
    Dimension.OGRS_BAND: "OGRS",
    Dimension.ROSH_LEVEL: "Risk of serious harm",
    Dimension.MAPPA: "MAPPA",
    "factor": "Priority factor",
    "by": "BAME, Post-custody, OGRS",
    "intervals": "Confidence interval",
    "bh": "Benjamini-Hochberg",
}
#: What the switches of the View menu are called.
_SWITCHES = {
    "order": "Order by",
    "scale": "Scale",
    "intervals": "95% confidence intervals",
    "unit": "Compare",
    "adjusted": "Adjusted for the other variables",
    "full_model": "Adjusted for the other variables",
    "bounds": "Bounds for the not recorded",
    "case_mix": "Adjusted for case mix",
    "ratio": "Ratios",
    "bh": "Allowance for many tests",
    "picture": "The camera above a chart saves",
    "printed": "Only what the bulletin prints",
}
#: The same where a page calls it otherwise.
_ON_PAGE = {
    ("gaps", "adjusted"): "Adjusted by the stepwise model",
    ("areas", "adjusted"): "Adjusted for case mix and provider",
}


def asked(question: str = "") -> address.Params:
    """The parameters in force, of ``question`` where one is given. The first thing a page does."""
    return state.about(question) if question else state.current()


def asked_one() -> address.Params:
    """The same for a page about one question at a time: the first one where all are asked."""
    return single(asked())


def sidebar(first: Sequence[Dimension] = (Dimension.PROVIDER,), more: bool = True) -> None:
    """The filters, in the sidebar: ``first`` above the groups, which ``more`` adds."""
    params = state.current()
    groups = {"": first, **(_GROUPS if more else {})}
    used = [name for name, dims in groups.items() if any(dim in params for dim in dims)]
    with st.sidebar:
        choices.show(
            "filters",
            {name: [_choice(d, d.label, _levels(d)) for d in groups[name]] for name in groups},
            chosen=state.filters_in_force(),
            counts=cache.facets(params),
            unfolded=[name for name in groups if name in (_OPEN, *used)],
        )


def chips() -> None:
    """What is in force, a button each that takes it away, and the way back once it is gone."""
    codes = cache.codes()
    chosen = [(dim, code) for dim in Dimension for code in state.current().get(dim, ())]
    if not chosen and not state.can_undo():
        return
    with st.container(key="chips", horizontal=True, gap="xsmall", width="content"):
        for dimension, code in chosen:
            st.button(
                shown(upper_first(phrase(dimension, code, codes))),
                icon=":material/close:",
                icon_position="right",
                key=f"chip_{dimension}_{code}",
                help="Take this filter away",
                on_click=state.drop,
                args=(dimension, code),
            )
        if len(chosen) > 1:
            st.button("Clear", on_click=state.clear_filters, key="chips_clear")
        if state.can_undo():
            st.button("Undo", icon=":material/undo:", on_click=state.undo, key="chips_undo")


def controls(question: Question) -> None:
    """The factor and what divides the figure, above it."""
    if not question.per_factor:
        return
    labels = {f.value: f.label for f in REPORTED_FACTORS}
    with st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small"):
        choose("Factor", "factor", {"": ALL_FACTORS} | labels, width=260)
        if "factor" not in state.current():
            divide("Divide by", BREAKDOWNS)


def divide(label: str, breakdowns: Iterable[Dimension], otherwise: str | None = None) -> None:
    """What divides the cases, one tap each; ``otherwise`` where something always does."""
    st.pills(
        label,
        [breakdown.value for breakdown in breakdowns],
        format_func=lambda code: Dimension(code).label,
        required=otherwise is not None,
        help=_meaning("by"),
        wrap=True,
        **state.bound("by", state.current().get("by", [otherwise])[0]),
    )


def view(*names: str) -> None:
    """The rarely used switches of a page, in a menu of their own: parameters of address.VIEW.

    While the cases are synthetic, one of them leaves out what is invented.
    """
    names = (*names, "printed") if names and cache.store().generation.synthetic else names
    switches = [_choice(name, _called(name), address.VIEW[name]) for name in names]
    chosen = {name: [state.one(name)] for name in names}
    choices.show("view", {"": switches}, "content", chosen=chosen)


def switched_on(*names: str) -> str:
    """Which of the switches named were turned on, as a sentence; '' for none."""
    off = [name for name in names if address.default(name) == "off"]
    on = [lower_first(_called(name)) for name in off if state.one(name) == "on"]
    return f"Shown too: {', '.join(on)}." if on else ""


def _called(name: str) -> str:
    return _ON_PAGE.get((state.page(), name), _SWITCHES[name])


def _choice(name: str, label: str, levels: Mapping[str, str]) -> dict[str, Any]:
    """A parameter with its levels in order, and the terms to explain beside its name."""
    terms = glossary.terms_in(_TERMS.get(name, ""))
    return {
        "name": name,
        "label": label,
        "levels": list(levels.items()),
        "terms": [(term, glossary.meaning(term)) for term in terms],
    }


def _levels(dimension: Dimension) -> Mapping[str, str]:
    """The levels by their codes, in the order in which they are offered."""
    labels = cache.codes()[dimension]
    if dimension != Dimension.AREA:
        return labels
    return {code: labels[code] for code in sorted(labels, key=labels.__getitem__)}


def _meaning(name: str) -> str | None:
    """What the terms behind the name of a control mean, for the sign beside it; None for none."""
    return glossary.explained(_TERMS[name]) if name in _TERMS else None


def choose(
    label: str,
    name: str,
    labels: Mapping[str, str],
    default: str = "",
    width: int = 225,
    chosen: str | None = None,
) -> None:
    """A choice of one code of a list, for a parameter that is no part of address.VIEW.

    chosen: the code shown, where it is not the first that the parameter has.
    """
    shown = state.current().get(name, [default])[0] if chosen is None else chosen
    st.selectbox(
        label,
        list(labels),
        format_func=labels.__getitem__,
        width=width,
        help=_meaning(name),
        **state.bound(name, shown),
    )


def switch(label: str, name: str) -> None:
    """A choice of one parameter of address.VIEW."""
    labels = address.VIEW[name]
    st.segmented_control(
        label,
        list(labels),
        format_func=labels.__getitem__,
        required=True,
        help=_meaning(name),
        **state.bound(name, state.one(name)),
    )
