"""Every pair of text and ground holds 4.5:1, marks and borders of controls 3:1, in both themes."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[3] / "frontend" / "src" / "styles" / "tokens.css"
_COLOUR = r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)"
_PAIR = re.compile(rf"--([\w-]+): light-dark\({_COLOUR}, {_COLOUR}\)")

GROUNDS = ("ground", "surface", "sunken")
TEXTS = ("ink", "ink-soft", "accent", "accent-strong", "right", "wrong", "waiting", "look")
CODE = ("comment", "keyword", "name", "string", "number", "builtin")
ON_SOFT = [(text, f"{soft}-soft") for soft in ("accent", "right", "wrong", "waiting", "look")
           for text in ("ink", "ink-soft", "accent", soft)]  # fmt: skip
READ = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *((f"code-{part}", "code-ground") for part in CODE),
    ("ink", "code-ground"),
    ("ink-soft", "code-ground"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    *ON_SOFT,
]
SEEN = [("line-strong", "ground"), ("line-strong", "surface"), ("accent", "surface")]


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """WCAG's relative luminance of an OKLCH colour (matrices: Björn Ottosson, 2020)."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    red, green, blue = (min(max(part, 0), 1) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tokens() -> dict[str, tuple[float, float]]:
    """The luminance of each colour, light and dark."""
    found = {}
    for name, *numbers in _PAIR.findall(TOKENS.read_text("utf-8")):
        light, dark = [float(n) for n in numbers[:3]], [float(n) for n in numbers[3:]]
        found[name] = (
            luminance(light[0] / 100, *light[1:]),
            luminance(dark[0] / 100, *dark[1:]),
        )
    return found


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def test_black_on_white_is_21_to_1():
    assert contrast(luminance(0, 0, 0), luminance(1, 0, 0)) == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_on_its_ground(theme):
    assert too_faint(READ, 4.5, theme) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_borders_of_controls_can_be_seen(theme):
    assert too_faint(SEEN, 3, theme) == []


def too_faint(pairs, least: float, theme: str) -> list[str]:
    colours, index = tokens(), ["light", "dark"].index(theme)
    rated = {pair: contrast(*(colours[name][index] for name in pair)) for pair in pairs}
    return [f"{a} on {b}: {rate:.2f}" for (a, b), rate in rated.items() if rate < least]
