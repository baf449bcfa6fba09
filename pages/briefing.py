"""Which figures go to the meeting, in which order, and in which form?"""

from probation.ui import briefing, briefing_items

briefing.opening()
briefing.choice()
made = briefing.made()
briefing.controls(made)
if made:
    briefing_items.show(made)
else:
    briefing.start()
briefing.closing()
