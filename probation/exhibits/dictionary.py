"""What each column of an extract and of a download means, with its codes, as a table."""

import pandas as pd

from probation.domain.address import Params
from probation.domain.codes import Codebook
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import Dimension, Factor
from probation.domain.wording import counted
from probation.exhibits.exhibit import WHOLE_SET, Exhibit
from probation.exhibits.file_names import case_set_code
from probation.intake.columns import MEANING
from probation.store.connection import Store

_DOWNLOADS = {
    "n": "In downloads: judgements the percentage is of",
    "yes": "In downloads: of them, yes",
    "percent": "In downloads: 100 times yes over n, unrounded; empty on a base under 10",
    "ci_low, ci_high": "In downloads: limits of the 95% interval, Wilson's for a percentage",
    "flag": "In downloads: u for low reliability, a base under 30",
}


def dictionary(store: Store, params: Params) -> Exhibit:
    """One row a column: what it means, and its codes with their labels."""
    meanings: dict[str, str] = {**MEANING, **_DOWNLOADS}
    names = [str(name) for name in dict.fromkeys(["question", "factor", *Dimension, *meanings])]
    codes = _codes(store.codes)
    frame = pd.DataFrame(
        {
            "column": names,
            "meaning": [meanings[name] for name in names],
            "codes": [codes.get(name) for name in names],
        }
    )
    table = frame.fillna("").set_index("column").rename_axis("Column")
    return Exhibit(
        key="dictionary",
        topic="Data dictionary",
        headline="What each column means",
        noun="data dictionary",
        subtitle="The columns of extracts and of downloads, each with its codes and their labels.",
        who=WHOLE_SET,
        count=counted(len(names), "column"),
        frame=frame,
        table=table.rename(columns={"meaning": "Meaning", "codes": "Codes"}),
        description="Data dictionary",
        file=f"dictionary-{case_set_code(store)}",
        said={"question_asked": "What does each column mean?"},
    )


def _codes(codebook: Codebook) -> dict[str, str]:
    """The codes of each column that has some: 'nps: NPS; crc: CRC'."""
    labels = {dimension.value: own for dimension, own in codebook.items()}
    labels |= {
        "question": {question.key: question.title for question in QUESTIONS.values()},
        "factor": {factor.value: factor.label for factor in Factor},
    }
    return {
        name: "; ".join(f"{code}: {label}" for code, label in own.items())
        for name, own in labels.items()
    }
