from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from quizzes.models import AnalysisReport

MADE = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)


def test_a_quiz_has_one_report_of_first_attempts_and_one_of_all(make_quiz):
    item = make_quiz()
    for first_only in (True, False):
        report = AnalysisReport.objects.create(item=item, first_only=first_only, made_at=MADE)
    assert str(report) == f"Analysis of {item}, 2026-05-04 12:30"
    with pytest.raises(IntegrityError):
        AnalysisReport.objects.create(item=item, first_only=True, made_at=MADE)
