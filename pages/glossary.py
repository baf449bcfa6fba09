"""What do the words of this dashboard mean?"""

from probation.ui import glossary, panels

panels.plain_opening("Glossary")
glossary.show()
panels.sources()
