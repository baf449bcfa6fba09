"""The words of the about page, by heading."""

SECTIONS = {
    "What this is": """
This dashboard explores what inspectors judged in 1,066 probation cases in England and Wales: where
interventions for a priority factor were available, where enough was delivered, and what
contracted providers and partners contributed. It follows HM Inspectorate of Probation's Research
& Analysis Bulletin 2019/01 (January 2019). It is not a product of the Inspectorate.
""",
    "Status of the data": """
**The cases loaded on delivery are synthetic.** The case data behind the bulletin are not public.
The synthetic cases were made by an integer programme so that every published figure that can be
true is met exactly at its printed precision; what the bulletin does not print is invented. They
serve to try the dashboard out and to check it against the bulletin. Draw no conclusion from them
beyond the published figures, above all not about areas, CRC owners or NPS divisions, for which the
bulletin prints nothing.
""",
    "Method": """
- Inspectors named up to five **priority factors** for each case and judged each question yes or
  no. A question that did not apply to a case has no judgement. Percentages are of judgements, and
  each says how many.
- Two factors, gang membership and discriminatory attitudes, are held and not shown: the bulletin
  leaves them out because they applied in few cases.
- Where an area was inspected again (London), its latest inspection counts.
- **Intervals** are 95%: Wilson's for a percentage, Newcombe's for a difference of two. They say
  how far chance alone could move a figure in samples of this size, as if cases had been drawn at
  random. Overlapping intervals are not a test of a difference.
- **Regression**: forward stepwise logistic regression as in the bulletin's Annex A and in SPSS. A
  variable enters by the score test (p < .05) and leaves by the likelihood-ratio test (p > .1), all
  its levels together; cases with a candidate not recorded are left out throughout. Adjusted
  percentages set every case to one level and average what the model expects; their intervals are
  by the delta method. Several models are judged together by Benjamini and Hochberg's method. Each
  statistic is checked against R on public and made data.
- **Small bases**: a percentage on fewer than 30 judgements is marked [u], low reliability. On
  fewer than 10 no percentage is shown.
- Percentages are rounded for reading, ties upwards; files carry them unrounded.
- Cases for which an age group, ethnic group or OGRS band was not recorded are left out of that
  breakdown and counted everywhere else.
""",
    "Strengths and limits": """
- Judgements were made by inspectors on a standard form, from records and an interview with the
  responsible officer, with training and quality assurance.
- The 14 areas were chosen for inspection on a risk basis: they need not represent England and
  Wales. Samples were aligned with all eligible cases as far as possible.
- Some cases were left out of the samples, among them those with unpaid work as their sole
  requirement and those transferred between areas.
- A difference between groups of cases need not be caused by what tells the groups apart: NPS and
  CRC cases differ in risk, sentence and age.
- The bulletin's Figures 1 to 4 are pictures. Their bar values are known where the text quotes
  them and nowhere else.
- Some figures of the bulletin contradict each other: *Published figures* lists them.
""",
    "Revisions and upkeep": """
The bulletin is final. Each case set loaded is a generation of the store, named in every file, so
that a figure can be traced to the data it came from. Changes to the dashboard are listed in its
CHANGELOG. Report a fault, or ask for a figure in another form, where the code is published.
""",
    "Accessibility statement": """
This dashboard aims to meet WCAG 2.2 at level AA. Each chart has a text alternative and a table
with the same figures beside it; no meaning rests on colour alone; all controls work by keyboard;
text and controls keep their contrast in the light and the dark theme; and the pages reflow at
400 pixels. Each page is checked with axe-core in both themes.

Known limits: the marks of the overview's charts lead on by mouse or touch alone, and the table
below them holds the same links for the keyboard. The button that saves a picture stands in the
chart's corner and is reached by mouse or touch; the table's file holds the same figures.
""",
    "Licence": """
The bulletin is © Crown copyright 2019 and its figures are used under the
[Open Government Licence v3.0](https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/).
The code is under the MIT licence. The synthetic cases may be used under either, as long as they
are called synthetic.
""",
}
