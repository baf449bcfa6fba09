"""The slides of the test app, and what it must show of them."""

from probation.ui.present import Slide

FACTORS = [
    "Accommodation", "Education, training and employment", "Financial management",
    "Relationships", "Lifestyle and associates", "Drug misuse", "Alcohol misuse",
    "Emotional wellbeing", "Thinking and behaviour", "Attitudes to offending",
]  # fmt: skip
FOOT = (
    "Source: HM Inspectorate of Probation, Research & Analysis Bulletin 2019/01. Synthetic cases"
    " made to agree with the bulletin's published figures; they describe no person. Filters: NPS"
    " cases, women, aged 30 and over. Store gen-1-0a1b2c3d, built on 25 November 2026."
)
NOTES = (
    "Whiskers are 95% Wilson intervals.",
    "[u] Low reliability: a base under 30 cases. No percentage is shown on a base under 10.",
)


def rows(count: int) -> tuple[tuple[str, ...], ...]:
    """Rows of a table, in words."""
    return tuple(
        (f"{FACTORS[n % 10]} {n + 1}", f"{200 + n}", f"{30 + n}.5%", "CRC & <b>NPS</b>")
        for n in range(count)
    )


HEAD = ("Factor", "Judgements", "Available", "Provider")
SLIDES = [
    Slide(
        title="Interventions were available for 74% of accommodation needs, fewer for attitudes",
        subtitle="Were interventions available? Of judgements where the factor was a priority.",
        note="Ask Kent about this.\nThen London.",
        notes=NOTES,
        foot=FOOT,
        chart="chart_0",
        description="Bar chart of availability by factor",
        head=HEAD[:3],
        rows=tuple(row[:3] for row in rows(10)),
    ),
    Slide(
        title="Delivery <img src=x onerror=alert(1)> & 'quotes'",
        foot=FOOT,
        chart="chart_1",
        description="Bar chart of delivery",
    ),
    Slide(title="A table alone", subtitle="In full.", foot=FOOT, head=HEAD, rows=rows(4)),
    Slide(title="A long table", notes=NOTES, foot=FOOT, head=HEAD, rows=rows(40)),
    Slide(
        title=" ".join(["A very long headline that goes on"] * 6),
        subtitle=" ".join(["a subtitle of many words"] * 8),
        note=" ".join(["A note that the reader has written at length."] * 6),
        notes=NOTES * 3,
        foot=FOOT,
        chart="chart_0",
        description="Bar chart of availability by factor",
    ),
    Slide(
        title="Nobody", foot=FOOT, empty="No judgement matches these filters. Take one away."
    ),
]  # fmt: skip
