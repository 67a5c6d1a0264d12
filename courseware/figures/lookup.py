"""Figures by their names: `roc-curve` is `catalogue/roc_curve.py`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

CATALOGUE = Path(__file__).resolve().parent / "catalogue"
DRAWINGS = Path(__file__).resolve().parents[2] / "frontend" / "src" / "figures"


def names() -> tuple[str, ...]:
    """All figures, in alphabetical order."""
    stems = sorted(file.stem for file in CATALOGUE.glob("*.py") if not file.stem.startswith("_"))
    return tuple(stem.replace("_", "-") for stem in stems)


def stem(name: str) -> str:
    """What the files of a figure are called."""
    return name.replace("-", "_")


def module(name: str) -> ModuleType:
    """The module of a figure. Raises: KeyError."""
    if name not in names():
        raise KeyError(name)
    return import_module(f"courseware.figures.catalogue.{stem(name)}")
