"""What a source of explanations says of judgments, case by case."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Explanation
from grader.feedback.ranking import decide
from grader.judging.judgment import Judgment
from grader.lab import Lab


def explanations(
    explain: Callable[[Evidence], Iterable[Explanation]],
    lab: Lab,
    judgments: Sequence[Judgment],
    explained: Collection[int] = (),
    source: str = "",
) -> dict[int, Explanation]:
    """The explanation of each case that gets one, by the place of its judgment."""
    evidence = Evidence(lab, source, judgments, explained=set(explained))
    return decide(list(explain(evidence)))
