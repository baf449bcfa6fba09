"""Scope: the question being asked, whole: which judgement, of which factor, by what, among whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from probation.domain.codes import Codebook, known, phrase, spelt
from probation.domain.questions import QUESTIONS, Question
from probation.domain.vocabulary import (
    BREAKDOWNS,
    NOT_RECORDED,
    REPORTED_FACTORS,
    Dimension,
    Factor,
    labels,
)
from probation.domain.wording import join_or
from probation.errors import ReaderError

Params = Mapping[str, Iterable[str]]


@dataclass(frozen=True)
class Scope:
    """A question put to the store. Frozen and hashable: it is the key of every cache.

    question: what inspectors judged.
    factor: one priority factor, or None for all that the bulletin reports.
    breakdown: the dimension that divides the cases, or None.
    where: (dimension, codes) pairs in vocabulary order; a case must have one of the codes of
        each. No codes of a dimension means no filter on it.
    """

    question: Question
    factor: Factor | None = None
    breakdown: Dimension | None = None
    where: tuple[tuple[Dimension, tuple[str, ...]], ...] = ()

    def codes(self, dimension: Dimension) -> tuple[str, ...]:
        """The codes the filter on one dimension lets through; empty means all."""
        return dict(self.where).get(dimension, ())

    @property
    def factors(self) -> list[str | None]:
        """The factors it is of, in vocabulary order: [None] where it is asked once a case."""
        if not self.question.per_factor:
            return [None]
        return [factor.value for factor in ([self.factor] if self.factor else REPORTED_FACTORS)]

    def levels(self, codes: Codebook) -> list[str]:
        """The levels of its breakdown, in vocabulary order: ['all'] without one."""
        return list(codes[self.breakdown]) if self.breakdown else ["all"]

    def recorded_levels(self, codes: Codebook) -> list[str]:
        """``levels`` without what is not recorded."""
        return [level for level in self.levels(codes) if level != NOT_RECORDED]

    def to_params(self) -> dict[str, list[str]]:
        """The scope as URL parameters; ``parse`` reads them back."""
        params = {"question": [self.question.key]}
        if self.factor:
            params["factor"] = [self.factor.value]
        if self.breakdown:
            params["by"] = [self.breakdown.value]
        return params | {dim.value: list(codes) for dim, codes in self.where}

    def sentence(self, codes: Codebook) -> str:
        """The resolved question in words, for under a title and the head of a file."""
        of = f" for {self.factor.phrase}" if self.factor else ""
        by = f", by {self.breakdown.phrase}" if self.breakdown else ""
        return f"{self.question.topic}{of}{by}. {self.who(codes)}"

    def who(self, codes: Codebook) -> str:
        """The filters in words: 'Filtered to: NPS cases; women; London or Kent.'"""
        if not self.where:
            return "All inspected cases."
        parts = [join_or(phrase(dim, code, codes) for code in wanted) for dim, wanted in self.where]
        return f"Filtered to: {'; '.join(parts)}."


def filters(params: Params, codes: Codebook) -> tuple[tuple[Dimension, tuple[str, ...]], ...]:
    """The filters named in ``params``, in vocabulary order, repeats dropped.

    A code may be spelt as ``codes.spelt`` takes it. A filter that names every code of its
    dimension filters nothing and is dropped. Raises ReaderError for a code that is not in the
    codebook.
    """
    where = []
    for dim in Dimension:
        words = codes[dim]
        wanted = {
            known(spelt(text, words), words, dim.phrase, words, typed=True)
            for text in params.get(dim.value, ())
        }
        if wanted and len(wanted) < len(codes[dim]):
            where.append((dim, tuple(code for code in codes[dim] if code in wanted)))
    return tuple(where)


def parse(params: Params, codes: Codebook) -> Scope:
    """The scope that ``params`` (as of a URL or a command line) spell.

    Parameters other than question, factor, by and the dimensions are ignored.
    Raises ReaderError with one sentence for an unknown code, a factor given to a question that
    is asked once a case, or more than one question, factor or breakdown.
    """
    topics = {key: question.topic for key, question in QUESTIONS.items()}
    asked = spelt(_one(params, "question", "question") or "", topics)
    question = QUESTIONS[known(asked, QUESTIONS, "question")]
    factor = spelt(_one(params, "factor", "factor") or "", labels(Factor))
    breakdown = spelt(_one(params, "by", "breakdown") or "", labels(BREAKDOWNS))
    if factor and not question.per_factor:
        raise ReaderError(
            f"{question.topic}: this is judged once a case, not per factor; leave the factor out."
        )
    return Scope(
        question,
        Factor(known(factor, list(Factor), "factor")) if factor else None,
        Dimension(known(breakdown, BREAKDOWNS, "breakdown")) if breakdown else None,
        filters(params, codes),
    )


def _one(params: Params, name: str, what: str) -> str | None:
    values = list(params.get(name, ()))
    if len(values) > 1:
        raise ReaderError(f"Give one {what}, not {len(values)}.")
    return values[0] if values else None
