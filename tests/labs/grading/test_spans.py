"""A grading in a trace, called as a worker calls it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from labs.grading.services import grade_submission
from tests.labs.writing import DOUBLE, HALF_WRONG


def test_a_grading_is_a_tree_of_spans(submit: Callable[..., Any], exported_spans: Any) -> None:
    right = submit(DOUBLE)
    exported_spans.clear()
    grade_submission(submission_id=right.pk)
    found = {span.name: span for span in exported_spans.get_finished_spans()}
    parents = {span.context.span_id: span.name for span in found.values()}
    inside = {
        name: parents.get(span.parent and span.parent.span_id) for name, span in found.items()
    }
    assert inside == {
        **dict.fromkeys(("load", "correctness", "speed", "store")),
        **dict.fromkeys(("sandbox", "cases"), "correctness"),
        "case": "cases",
    }
    wrong = submit(HALF_WRONG)
    exported_spans.clear()
    grade_submission(submission_id=wrong.pk)
    names = [span.name for span in exported_spans.get_finished_spans()]
    assert names.count("case") == 4
    assert "explanation" in names
    assert "speed" not in names
