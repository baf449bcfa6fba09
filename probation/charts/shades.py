"""The colours of levels: each breakdown has a hue of its own, and its levels are shades of it.

So no colour of one breakdown is another's on the next slide, and its levels differ in lightness: in
grey print too, and to readers who cannot tell the hues apart.
"""

import math
from collections.abc import Sequence
from itertools import cycle

from probation.domain.vocabulary import NOT_RECORDED, TERMS, Dimension

#: The two sides of a comparison that no breakdown divides: contracted providers and partners.
ORGANISATION = "organisation"
#: In degrees of OKLCH: far from one another and from those of NPS, CRC and ``one``. One
#: too many has the first one's again.
_HUES = (116, 293, 71, 332, 143, 13, 222)
_CHROMA, _LEAST_STEP = 0.15, 0.005
#: OKLab to cone responses, and their cubes to linear sRGB (Ottosson 2020).
_CONES = (
    (0.3963377774, 0.2158037573),
    (-0.1055613458, -0.0638541728),
    (-0.0894841775, -1.2914855480),
)
_RGB = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def named(breakdown: str, level: str) -> str:
    """The name of the colour of a level, the same whichever others are shown."""
    return f"{breakdown} {level}"


def shades(lightness: Sequence[float]) -> dict[str, str]:
    """A colour for each level of each dimension but the provider, as hex strings by their names.

    lightness: of the levels of a breakdown, in turn, from 0 to 1.
    """
    levels: dict[str, list[str]] = {ORGANISATION: ["contracted", "partners"]}
    for breakdown, terms in TERMS.items():
        if breakdown != Dimension.PROVIDER:
            levels[breakdown] = [term for term in terms if term != NOT_RECORDED]
    return {
        named(family, level): _hex(light, hue)
        for (family, own), hue in zip(levels.items(), cycle(_HUES), strict=False)
        for level, light in zip(own, cycle(lightness), strict=False)
    }


def _hex(lightness: float, hue: float) -> str:
    """The most vivid colour of a lightness and a hue, up to the chroma that a screen can show."""
    chroma = _CHROMA
    found = _linear(lightness, chroma, hue)
    while not all(0 <= part <= 1 for part in found):
        chroma -= _LEAST_STEP
        found = _linear(lightness, chroma, hue)
    return "#" + "".join(f"{round(255 * _encoded(part)):02X}" for part in found)


def _linear(lightness: float, chroma: float, hue: float) -> list[float]:
    """Linear sRGB."""
    a, b = (chroma * turn(math.radians(hue)) for turn in (math.cos, math.sin))
    cones = [(lightness + of_a * a + of_b * b) ** 3 for of_a, of_b in _CONES]
    return [sum(of * cone for of, cone in zip(row, cones, strict=True)) for row in _RGB]


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
