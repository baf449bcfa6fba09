"""The words of the about page, by heading."""

from collections.abc import Mapping

#: In place of the status of the synthetic cases where others are loaded.
_OTHERS = """
**The cases loaded were brought in**: {about} Who brought them in knows how they were chosen and
what may be said of them. They are not the bulletin's, whose case data are not public, nor the
synthetic cases that the dashboard comes with.
"""


def sections(synthetic: bool, about: str) -> Mapping[str, str]:
    """The sections as they are of the cases loaded.

    about: how many cases they are, and of what, as a sentence of Markdown.
    """
    return _SECTIONS if synthetic else _SECTIONS | {_STATUS: _OTHERS.format(about=about)}


_STATUS = "Status of the data"
_SECTIONS = {
    "What this is": """
This dashboard explores what inspectors judged in probation cases in England and Wales: where
interventions for a priority factor were available, where enough was delivered, and what
contracted providers and partners contributed. It follows HM Inspectorate of Probation's Research
& Analysis Bulletin 2019/01 (January 2019), on 1,066 cases. It is not a product of the Inspectorate.
""",
    _STATUS: """
**The cases loaded are synthetic.** The case data behind the bulletin are not public.
The synthetic cases were made by an integer programme so that every published figure that can be
true is met exactly at its printed precision; what the bulletin does not print is invented. They
serve to try the dashboard out and to check it against the bulletin. Draw no conclusion from them
beyond the published figures, above all not about areas, CRC owners or NPS divisions, for which the
bulletin prints nothing.
""",
    "How the bulletin's cases were inspected": """
Section 2 and Annex A of the bulletin, in our words.

- **When and where**: Quality and Impact inspections, completed from March 2016 to December 2017 in
  14 police force areas, in all NPS divisions and with all CRC owners. Seven CRCs were not
  inspected. Areas were picked by risk.
- **Which cases**: people on a community order, suspended sentence order or licence, sentenced or
  released some nine months before: recent enough, and far enough on to show outcomes.
- **How many**: the more eligible cases an area had, the larger its sample. As far as possible a
  sample was like all eligible cases in gender, ethnic group, sentence type and office, with a
  least number by gender and by ethnic group. It took in every level of risk of serious harm and of
  likelihood of reoffending, and as many responsible officers as it could.
- **Left out**: community and suspended sentence orders that required nothing beyond a curfew, an
  exclusion, an attendance centre or unpaid work, or several of these; cases that a Youth Offending
  Team held, with probation working on its behalf; cases under a Serious Further Offence or Serious
  Case Review, then or earlier in the sample period; and cases moved in or out since sentence or
  release. Cases terminated or recalled stayed in after at least four weeks of work.
- **How they were judged**: each case went to one inspector, who read its record, then interviewed
  the responsible officer, and looked for other evidence where that was needed. What could be
  expected by then was allowed for: the time since sentence or release, the person's situation and
  capacity to change.
- **Contracted providers and partners**: contracted providers work under contract to the CRC or
  NPS, also where their staff sit in its offices; partners, statutory or not, work under an
  agreement with it.
- **Regression**: the authors chose a stepwise method because they were exploring, with no clear
  evidence on which variables matter more. How it runs is under *Method*.
- **Practice examples** were put together from the inspectors' reasons, their summaries of cases
  and what they noted as good or poor.
""",
    "Method": """
- Inspectors named up to five **priority factors** for each case and judged each question yes or
  no. A question that did not apply to a case has no judgement. Percentages are of judgements, and
  each says how many.
- Two factors, gang membership and discriminatory attitudes, are held and not shown: the bulletin
  leaves them out because they applied in few cases.
- Where an area was inspected again (of the bulletin's, London), its latest inspection counts.
- **Intervals** are 95%: Wilson's for a percentage, Newcombe's for a difference of two. They say
  how far chance alone could move a figure in samples of this size, as if cases had been drawn at
  random. They do not allow for cases of one area being similar; errors "by area" of a regression
  do. Overlapping intervals are not a test of a difference.
- **Gaps**: the difference of two percentages is tested by Pearson's chi-square without correction,
  the same as the first score test of the regression. A ratio's limits are on the log scale (Katz
  1978). Contracted providers and partners are compared as separate groups though some cases had
  both: where both tend to be judged the same way, the test is too cautious. Adjusted: the average
  marginal effect in the logistic model of all six breakdowns, its limits by the delta method, its
  test the likelihood ratio; none under 5 cases of the rarer answer for each parameter. A variable
  is said to go with the groups compared where one never has a level of it that chance alone would
  leave out in less than 1 of 1,000 case sets. Bounds for the not recorded give all their yes to
  one group and all their no to the other.
- **Regression**: forward stepwise logistic regression as in the bulletin's Annex A and in SPSS. A
  variable enters by the score test (p < 0.05) and leaves by the likelihood-ratio test (p > 0.1),
  all its levels together; cases with a candidate not recorded are left out throughout, and the
  page says how many and whether the same variables enter with "not recorded" as a level. Adjusted
  percentages are averages of the model's percentages over all cases used, each taken at one level:
  they describe the model and forecast nothing; their intervals are by the delta method. Several
  models are judged together by Benjamini and Hochberg's method. With under 10 cases of the rarer
  answer for each parameter of the candidates the first sentence says so; with under 5 no adjusted
  number and no odds ratio is given, nor of a level under 10 cases. Of several judgements a case is
  one event at most: it counts once. Intervals "by area" take the areas as clusters: CR2 of Bell
  and McCaffrey (2002)
  with Satterthwaite's degrees of freedom, as Pustejovsky and Tipton (2018) define them and R's
  clubSandwich reckons them, the model's own variances as the working ones. All other intervals
  ignore that cases of one area may be similar. Where all factors are taken together a case has
  several judgements: intervals, and the tests that its sentences rest on, then take the case as the
  cluster in the same way; the selection itself is the bulletin's and does not. Where cases are
  predicted for certain, estimates are Firth's (1993): their limits are those of the profile of the
  penalised likelihood, their standard errors those of the information in which each case weighs
  more by its leverage (as the library firthmodels gives them). Each statistic is checked against R
  on public and made data, but errors by cluster, which are checked against their formulas written
  out case by case.
- **Funnel plots** of areas, CRC owners and NPS divisions: exact binomial limits at 95% and 99.8%
  round the percentage of all of them together (Spiegelhalter 2005, not interpolated). Adjusted for
  case mix: yes observed over yes expected by a logistic regression on the breakdowns but provider,
  which is part of what is judged (with it where asked), without selection and with not recorded as
  a level, times the percentage of all; the limits are those of a sum of cases of these
  probabilities, exact up to 100,000 judgements of a unit, above that within one. Areas are not
  ranked, and one is named as differing only where its exact test is below 0.05 once all on show are
  judged together (Benjamini-Hochberg).
- **All factors together**: a case counts once for each of its priority factors, and its judgements
  tend to agree. Limits, intervals and tests of areas take the number of judgements over the design
  effect: how much more cases vary than if their judgements were independent, over all areas (Rao
  and Scott 1992; exact limits at such numbers: Korn and Graubard 1998). It is never under 1.
- **Small bases**: a percentage on fewer than 30 judgements is marked [u], low reliability. On
  fewer than 10 no percentage is shown.
- Percentages are rounded for reading, ties upwards; files carry them unrounded.
- Cases for which an age group, ethnic group or likelihood of reoffending (OGRS) was not recorded
  are left out of that breakdown and counted everywhere else.
""",
    "Strengths and limits": """
- The bulletin's judgements were made on one standard form with guidance; inspectors were trained
  and their work quality assured.
- Areas picked by risk need not represent England and Wales, and a sample need not represent all
  eligible cases of its area.
- The bulletin's inspections came before the Inspectorate's present standards.
- Practice examples illustrate. They are not representative, and nothing can be counted from them.
- A difference between groups of cases need not be caused by what tells the groups apart: NPS and
  CRC cases differ in risk, sentence and age.
- The bulletin's Figures 1 to 4 are pictures. Their bar values are known where the text quotes
  them and nowhere else.
- Some figures of the bulletin contradict each other: *Published figures* lists them.
""",
    "Briefings, files and links": """
- **A briefing** holds the settings of figures and your own words, no numbers: its figures
  are made from the cases loaded each time. Your browser keeps it on this computer until you remove
  its items; nobody else sees it, except people who use the same browser. Save it as a file to move
  it or to be sure of it.
- **Slides and papers** hold native charts, which PowerPoint and Word edit; **workbooks** one
  table a sheet, with cover, contents and notes; **CSV files** come with metadata by the W3C's
  standard for CSV on the web. All are made of the frame that the page shows, unrounded, and what
  is withheld on the page is withheld in them. In CSV files, text that a spreadsheet would take for
  a formula has an apostrophe before it.
- **A copied link** names every setting, and the case set it was made on. Where the data have
  changed since, the page says so and shows what the link showed then, as long as that case set is
  kept: the three latest are.
- **Presenting** works without the network once the page is loaded.
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
