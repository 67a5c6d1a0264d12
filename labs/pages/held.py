"""What a student sees of a graded submission while the lab's scores are held back. Pure.

Visible cases are feedback and stay, with their verdicts, hints and tracebacks. Hidden cases, the
verdict of the whole, speed and what a trained model reached would tell the score.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from labs.models import State
from labs.pages.result_panel import ResultPanel


def without_score(panel: ResultPanel) -> ResultPanel:
    """The panel for the student; that of a trial run is left as it is."""
    submission = panel.submission
    if submission.is_trial or submission.state == State.FAILED:
        return panel
    cases = [case for case in panel.cases if case["visible"]]
    shown = replace(
        panel,
        facts=_passing(sum(case["passed"] for case in cases), len(cases)),
        causes=[each for each in panel.causes if each.case and not each.smallest],
        cases=cases,
        key_case=panel.key_case if panel.key_case and panel.key_case["visible"] else None,
        reached=None,
        trainings=[],
        performance=None,
        scaling=None,
        memory="",
        gradient=None,
        held=True,
    )
    if submission.is_waiting:
        running = submission.state == State.RUNNING
        return replace(shown, facts="", word=_("Being graded") if running else panel.word)
    sentence = _(
        "Scores for this lab will be shown when your instructor releases them. The visible "
        "cases are below."
    )
    return replace(shown, state="waiting", word=_("Graded, not released"), sentence=sentence)


def _passing(passed: int, total: int) -> str:
    if not total:
        return ""
    text = ngettext(
        "%(passed)d of %(total)d visible case passes",
        "%(passed)d of %(total)d visible cases pass",
        total,
    )
    return text % {"passed": passed, "total": total}
