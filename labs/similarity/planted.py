"""A copied pair in a demo class, for trying the page of similar submissions.

``planted_code/<lab>/`` holds a program and a disguised copy of it, which two students of the demo
class hand in. Their programs are not the lab's own, which a comparison subtracts.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from courseware.items.models import Item
from courseware.items.turns import Turn
from courseware.people.models import User
from labs.comparisons import Choice, Comparison
from labs.similarity import services

FOLDER = Path(__file__).parent / "planted_code"
NAMES = ("original.py", "disguised.py")


def chosen(item: Item, turns: Sequence[Turn]) -> dict[int, str]:
    """By person, the program that they hand in; empty for a lab without such programs."""
    codes = [FOLDER / item.slug / name for name in NAMES]
    finished = [turn for turn in turns if turn.finished and turn.tries]
    if len(finished) < len(NAMES) or not all(path.is_file() for path in codes):
        return {}
    people = (finished[0].user.pk, finished[-1].user.pk)
    return {pk: path.read_text("utf-8") for pk, path in zip(people, codes, strict=True)}


def compare(item: Item, turns: Sequence[Turn], by: User) -> None:
    """Makes a comparison of the lab where a pair was planted."""
    if chosen(item, turns):
        comparison = Comparison.objects.create(item=item, by=by, choice=Choice.COUNTING)
        services.make(comparison)
