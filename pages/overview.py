"""What is this, what did inspectors find, and where does one go on?"""

from probation.ui import components, filters, overview

asked = filters.asked()
overview.opening(asked)
overview.story(asked)
filters.sidebar()
overview.findings(asked)
components.sources()
