"""Did partners contribute enough to outcomes, to protecting people, to reviews?"""

from probation.ui import components

components.factor_page("Partners", "partner_outcomes")
components.asked_once(
    ["partner_risk_focus", "partner_review_information"], "Table 2 in the bulletin's shape"
)
components.closing(
    "Financial management is left out of the bulletin's figure: it applied in few cases."
    " Cases are those in which a contribution was made."
)
