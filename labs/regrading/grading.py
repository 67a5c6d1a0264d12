"""A submission graded again: correctness anew, speed as it was measured.

How fast code is differs from one day and one machine to another, so a new measurement would change
scores for no reason that anybody could name. Points for speed are therefore kept. Where weights or
thresholds have changed they are computed from the ratio that was measured. A submission is timed
only where it was never timed and passes every case now, or where the instructor asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

import grader
from grader.lab import Lab, Thresholds
from grader.lab.formats import CODE
from grader.measuring.points import favorable_score
from grader.measuring.ratio import Estimate
from grader.results.report import Report
from labs.grading.speed_holds import may_measure, without_speed
from labs.models import Submission
from labs.submissions.storable import make_storable

TIMED = ("performance", "scaling", "memory")
"""What a report says of a measurement."""


@dataclass(frozen=True)
class Regraded:
    """The report as plain data, and a sentence on its speed; ``measured`` says that it is new."""

    report: dict[str, Any]
    note: str
    measured: bool


def grade_again(lab: Lab, submission: Submission, *, measure: bool) -> Regraded:
    """Grades the code with its own seed. Raises: SandboxUnavailable, ValueError: it cannot be."""
    stored = submission.report.get("performance")
    weight = lab.weights.get("performance", 0.0)
    if not weight or measure or not stored:
        report = _grade_and_measure(lab, submission)
        timed = report.performance is not None
        return Regraded(make_storable(report.as_dict()), _("speed measured") if timed else "", True)
    report = _grade(without_speed(lab), submission)
    plain: dict[str, Any] = make_storable(report.as_dict())
    plain["weights"] = dict(lab.weights)
    if lab.format == CODE and not report.full_correctness:
        return Regraded(plain, _("no points for speed"), False)
    note = _keep_speed(plain, submission.report, lab)
    plain["score"] = _score(report, plain, submission)
    return Regraded(plain, note, False)


def _grade_and_measure(lab: Lab, submission: Submission) -> Report:
    """Leaves what has to be timed to another host if the speed measured here does not count."""
    if may_measure(lab):
        return _grade(lab, submission)
    report = _grade(without_speed(lab), submission)
    if report.full_correctness:
        text = _("The speed that this host measures is held. Another host must regrade this.")
        raise grader.SandboxUnavailable(text)
    return replace(report, weights=dict(lab.weights))


def _grade(lab: Lab, submission: Submission) -> Report:
    report = grader.grade(lab, submission.code, seed=int(submission.seed, 16))
    if report.failure:
        raise ValueError(str(report.failure))
    return report


def _keep_speed(plain: dict[str, Any], stored: Mapping[str, Any], lab: Lab) -> str:
    """Puts the stored measurement into the report; what it earns, by the lab's thresholds."""
    plain |= {key: stored.get(key) for key in TIMED}
    if stored.get("thresholds") == plain["thresholds"]:
        return _("speed kept")
    performance = dict(stored["performance"])
    if not performance.get("void"):
        score = score_of(performance, lab.thresholds)
        performance["score"] = round(score, 4)
    plain["performance"] = performance
    return _("points for speed computed from the stored ratio")


def score_of(performance: Mapping[str, Any], thresholds: Thresholds) -> float:
    """What a stored measurement earns by these thresholds."""
    ratio, low, high = (float(performance[key]) for key in ("ratio", "low", "high"))
    return favorable_score(Estimate(ratio, low, high), thresholds)


def _score(report: Report, plain: Mapping[str, Any], submission: Submission) -> float:
    """Points of 100. Stored figures are rounded: where nothing differs, the score does not."""
    stored = submission.report
    same = all(
        stored.get(key) == plain[key] for key in ("performance", "weights", "result")
    ) and round(report.correctness, 6) == stored.get("correctness", {}).get("score")
    if same and submission.score is not None:
        return submission.score
    speed = plain["weights"]["performance"] * plain["performance"]["score"]
    return round((report.score or 0.0) + speed, 2)
