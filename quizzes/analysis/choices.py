"""Which options or answers were chosen, how often, and how well those people did elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from courseware.analysis import sample_statistics as st
from courseware.analysis.strength import GROUPS, group_by_strength, shares


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
    groups: int = GROUPS,
    *,
    typed: bool = False,
) -> list[Choice]:
    """One `Choice` for each option (key, text, right), in the order given."""
    grouped = group_by_strength([answer.rest for answer in given], groups)
    return [replace(_choice(given, grouped, *option), typed=typed) for option in options]


def _choice(
    given: Sequence[ChosenAnswer],
    grouped: Sequence[Sequence[int]],
    key: str,
    text: str,
    right: bool,
) -> Choice:
    rests_of_choosers = [answer.rest for answer in given if key in answer.chosen]
    chose = [key in answer.chosen for answer in given]
    return Choice(
        key,
        text,
        right,
        count=len(rests_of_choosers),
        share=len(rests_of_choosers) / len(given) if given else 0.0,
        rest=st.mean(rests_of_choosers) if rests_of_choosers else None,
        correlation=st.correlation([*map(float, chose)], [answer.rest for answer in given]),
        by_group=shares(chose, grouped),
    )
