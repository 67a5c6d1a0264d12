"""Where quiz files are: in a course's own folder, then among the shipped ones."""

from __future__ import annotations

from pathlib import Path

from courseware.items.files import ItemFiles

SHIPPED = Path(__file__).resolve().parents[1] / "bank"
FILES = ItemFiles("quizzes", SHIPPED, "*.yaml")
