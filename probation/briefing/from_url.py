"""The figures that an address of the dashboard shows, as the items of a briefing."""

from urllib.parse import parse_qs, unquote, urlsplit

from probation.briefing.file import from_address
from probation.briefing.items import Briefing, item
from probation.domain.address import PAGES, TOPICS, Params, accepted, named, one, single
from probation.domain.codes import known, spelt
from probation.errors import ReaderError
from probation.exhibits import regression
from probation.exhibits import requested as asked_of
from probation.exhibits.key_findings import CODES
from probation.exhibits.rates import TABLES
from probation.exhibits.registry import EXHIBITS, PAGE_OF, explicit, questions_of
from probation.store.connection import Store

#: A longer address is none of ours, and must not lose a filter that stands at its end.
_LONGEST = 20_000


def parsed(url: str) -> tuple[str, dict[str, list[str]]]:
    """The page and the parameters of an address, whole or from its path or question mark on.

    Without a path the page is that of the question asked, else the overview. Raises ReaderError
    where it is no address of the dashboard.
    """
    if len(url) > _LONGEST:
        raise ReaderError(f"This address is longer than {_LONGEST:,} characters.")
    try:
        parts = urlsplit(url)
        query = named(parse_qs(parts.query, keep_blank_values=True, max_num_fields=500))
    except ValueError:
        raise ReaderError("This is no address of the dashboard.") from None
    if parts.netloc and not parts.scheme:  # '//gaps': a browser takes it for another server
        raise ReaderError("This is no address of the dashboard: it begins with two slashes.")
    page = spelt(unquote(parts.path.rstrip("/").rsplit("/", 1)[-1]), PAGES)
    if parts.path.endswith("/") and page not in PAGES:
        page = ""  # the overview of a dashboard that stands in a folder
    if not page:
        (question,) = query.get("question", [""])[:1]
        page = (
            PAGE_OF.get(spelt(question, TOPICS), "overview") if url.startswith("?") else "overview"
        )
    return known(page, PAGES, "page", PAGES, typed=True), query


def shown_at(url: str, store: Store, figure: str | None = None) -> Briefing:
    """What an address shows, as a briefing; of one kind of figure where ``figure`` names it.

    Raises ReaderError where the store does not know all that it asks, or it shows no figure.
    """
    page, query = parsed(url)
    if page == "briefing" and figure is None:
        return from_address("".join(query.get("briefing", [])[:1]))
    params, problems = accepted(query, store.codes, typed=True)
    if problems:
        raise ReaderError(" ".join(problems))
    if figure is not None:
        wanted = [(known(figure, EXHIBITS, "figure or table"), _of_page(page, params))]
    else:
        wanted = _figures(page, params)
    if not wanted:
        raise ReaderError("There is no figure at this address.")
    found = Briefing()
    for key, own in wanted:
        found = found.added(item(key, explicit(key, own), store.generation.name))
    return found


def _of_page(page: str, params: Params) -> Params:
    """``params`` of a question that the page is about, where it is about some."""
    own = questions_of(page)
    if not own or one(params, "question") in own:
        return params
    return params | {"question": own[:1]}


def _figures(page: str, params: Params) -> list[tuple[str, Params]]:
    """Each figure of a page with its parameters, in the order of the page."""
    if page == "overview":
        return [(f"finding_{code}", params) for code in CODES]
    if own := questions_of(page):
        tables = [("bulletin_table", key) for key in own if key in TABLES]
        shown = [*(("rates", key) for key in own), *tables]
        return [(figure, params | {"question": [key]}) for figure, key in shown]
    if page in ("gaps", "areas"):
        params = single(params)
    if page == "areas":
        params = asked_of.in_view(params)
    keys = {
        "gaps": ("gaps", "gap_matrix", "contributors"),
        "areas": _of_areas(params),
        "regression": _of_regression(params),
        "published": (f"published_{one(params, 'part')}",),
        "practice": ("practice",),
        "data": ("loaded", "inspections", "coverage", "dictionary"),
    }
    return [(key, params) for key in keys.get(page, ())]


def _of_areas(params: Params) -> tuple[str, ...]:
    if not one(params, "place"):
        return ("funnel", "area_map")
    by_factor = ("profile_by_factor",) if asked_of.question(params).per_factor else ()
    return ("funnel", "area_map", "profile", "people", *by_factor)


def _of_regression(params: Params) -> tuple[str, ...]:
    if regression.many_models(params):
        return ("screen",)
    full = ("full_model",) if asked_of.on(params, "full") else ()
    return ("adjusted", "odds_ratios", "steps", "fit", *full)
