"""Groups of people by how well they did elsewhere, the weakest first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

GROUPS = 5  # fifths, as in the literature on option traces


def group_by_strength(strengths: Sequence[float], groups: int = GROUPS) -> list[list[int]]:
    """Places in ``strengths``, in about equal groups; equals may be in different groups."""
    ordered = sorted(range(len(strengths)), key=strengths.__getitem__)
    cuts = [round(len(ordered) * step / groups) for step in range(groups + 1)]
    return [ordered[low:high] for low, high in pairwise(cuts)]


def shares(values: Sequence[bool], groups: Sequence[Sequence[int]]) -> tuple[float | None, ...]:
    """The share of each group for whom the value is true; ``None`` where nobody is."""
    return tuple(
        sum(values[place] for place in group) / len(group) if group else None for group in groups
    )
