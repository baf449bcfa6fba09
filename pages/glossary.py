"""What do the words of this dashboard mean?"""

from probation.ui import glossary, panels

panels.heading("Glossary")
glossary.show()
panels.sources()
