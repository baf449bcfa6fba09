"""Random questions, for property tests."""

from hypothesis import strategies as st

from probation.domain.codes import Codebook
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import BREAKDOWNS, Dimension, Factor


@st.composite
def scopes(draw: st.DrawFn, codes: Codebook) -> Scope:
    """Any scope a reader can ask for: any question, factor and breakdown, up to four filters."""
    question = draw(st.sampled_from(list(QUESTIONS.values())))
    factor = draw(st.none() | st.sampled_from(list(Factor))) if question.per_factor else None
    breakdown = draw(st.none() | st.sampled_from(BREAKDOWNS))
    return Scope(question, factor, breakdown, draw(wheres(codes)))


@st.composite
def wheres(draw: st.DrawFn, codes: Codebook) -> tuple[tuple[Dimension, tuple[str, ...]], ...]:
    """Up to four filters in vocabulary order, each of some but not all codes of its dimension."""
    filtered = draw(st.sets(st.sampled_from(list(Dimension)), max_size=4))
    where = []
    for dimension in Dimension:
        valid = list(codes[dimension])
        if dimension in filtered and len(valid) > 1:
            few = st.sets(st.sampled_from(valid), min_size=1, max_size=len(valid) - 1)
            wanted = draw(few)
            where.append((dimension, tuple(code for code in valid if code in wanted)))
    return tuple(where)
