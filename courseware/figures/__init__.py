"""Figures of the chapters: found by their names, computed with the reference, drawn by scripts.

A figure is `catalogue/<name>.py`, which computes what is shown, and
`frontend/src/figures/<name>.ts`, which draws it (docs/authoring/figures.md).
Nothing here needs Django.
"""

from courseware.figures.controls import Choice, Slider, State, Steps, Switch
from courseware.figures.figure import Column, Figure

__all__ = ["Choice", "Column", "Figure", "Slider", "State", "Steps", "Switch"]
