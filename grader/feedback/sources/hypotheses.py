"""General mistakes in a formula: sign, factor, axis, reduction (`grader.feedback.hypotheses`)."""

from __future__ import annotations

from grader.feedback.explanation import Source, Strength
from grader.feedback.hypotheses.matching import name_hypotheses

SOURCE = Source("hypothesis", Strength.predicted, name_hypotheses)
