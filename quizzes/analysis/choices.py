"""Which options or answers were chosen, how often, and how well those people did elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quizzes.analysis import sample_statistics as st

STRENGTH_GROUPS = 5  # fifths, as in the literature on option traces


@dataclass(frozen=True)
class ChosenAnswer:
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
    typed: bool = False  # the text is a person's own, and no Markdown


def choices(
    given: Sequence[ChosenAnswer],
    options: Sequence[tuple[str, str, bool]],
    groups: int = STRENGTH_GROUPS,
    *,
    typed: bool = False,
) -> list[Choice]:
    """One `Choice` for each option (key, text, right), in the order given."""
    grouped = group_by_strength(given, groups)
    return [replace(_choice(given, grouped, *option), typed=typed) for option in options]


def group_by_strength(given: Sequence[ChosenAnswer], groups: int) -> list[list[ChosenAnswer]]:
    """About equal groups by rest mark; people of equal marks may be in different groups."""
    ordered = sorted(given, key=lambda answer: answer.rest)
    cuts = [round(len(ordered) * step / groups) for step in range(groups + 1)]
    return [ordered[low:high] for low, high in pairwise(cuts)]


def _choice(
    given: Sequence[ChosenAnswer],
    grouped: Sequence[Sequence[ChosenAnswer]],
    key: str,
    text: str,
    right: bool,
) -> Choice:
    rests_of_choosers = [answer.rest for answer in given if key in answer.chosen]
    chose = [float(key in answer.chosen) for answer in given]
    return Choice(
        key,
        text,
        right,
        count=len(rests_of_choosers),
        share=len(rests_of_choosers) / len(given) if given else 0.0,
        rest=st.mean(rests_of_choosers) if rests_of_choosers else None,
        correlation=st.correlation(chose, [answer.rest for answer in given]),
        by_group=tuple(
            sum(key in answer.chosen for answer in group) / len(group) if group else None
            for group in grouped
        ),
    )
