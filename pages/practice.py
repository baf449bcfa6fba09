"""What does good and poor practice look like here?"""

from probation.ui import practice

asked = practice.asked()
practice.opening()
practice.controls()
practice.show(asked)
practice.closing()
