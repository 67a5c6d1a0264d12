"""Which options or answers were chosen, how often, and how well those people did elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizzes.analysis import statistics as st

GROUPS = 5


@dataclass(frozen=True)
class Given:
    """One answer to a question: the keys of what was chosen, and the rest mark of its person."""

    chosen: frozenset[str]
    rest: float


@dataclass(frozen=True)
class Choice:
    """An option, or a whole answer where there are no options.

    ``rest`` is the mean rest mark of those who chose it; ``correlation`` that of choosing it with
    the rest mark; ``by_group`` the shares who chose it, from the weakest group to the strongest.
    """

    key: str
    text: str
    right: bool
    count: int
    share: float
    rest: float | None
    correlation: float | None
    by_group: tuple[float | None, ...]


def choices(
    given: Sequence[Given], options: Sequence[tuple[str, str, bool]], groups: int = GROUPS
) -> list[Choice]:
    """A row an option (key, text, right), in the order given."""
    grouped = by_strength(given, groups)
    return [_choice(given, grouped, *option) for option in options]


def by_strength(given: Sequence[Given], groups: int) -> list[list[Given]]:
    """About equal groups by rest mark; people of equal marks may be parted."""
    ordered = sorted(given, key=lambda each: each.rest)
    cuts = [round(len(ordered) * step / groups) for step in range(groups + 1)]
    return [ordered[low:high] for low, high in pairwise(cuts)]


def _choice(
    given: Sequence[Given], grouped: Sequence[Sequence[Given]], key: str, text: str, right: bool
) -> Choice:
    takers = [each.rest for each in given if key in each.chosen]
    took = [float(key in each.chosen) for each in given]
    return Choice(
        key,
        text,
        right,
        count=len(takers),
        share=len(takers) / len(given) if given else 0.0,
        rest=st.mean(takers) if takers else None,
        correlation=st.correlation(took, [each.rest for each in given]),
        by_group=tuple(
            sum(key in each.chosen for each in group) / len(group) if group else None
            for group in grouped
        ),
    )
