"""What do the words of this dashboard mean?"""

from probation.ui import components, glossary

components.heading("Glossary")
glossary.show()
components.sources()
