"""Did contracted providers contribute enough to outcomes, to protecting people, to reviews?"""

from probation.ui import components

components.factor_page("Contracted providers", "contracted_outcomes")
components.closing(
    "Financial management is left out of the bulletin's figure: it applied in few cases."
    " Cases are those in which a contribution was made."
)
