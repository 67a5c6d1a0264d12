"""A lab that trains, from its folder to the page, through the real sandbox."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from courseware.items.kinds import kind_named
from grader.files.faults import Faults
from labs.grading.services import grade_submission
from labs.models import Submission
from labs.submissions.services import submit_code
from tests.factories import make_item
from tests.grader.result_lab import FILES, write_result_lab


def test_trained_model_is_graded_and_shown_like_any_code(
    course: Any, ben: Any, tmp_path: Path, client: Client
) -> None:
    faults, kind = Faults(), kind_named("lab")
    definition = kind.read(write_result_lab(tmp_path), faults, "clouds")
    assert definition is not None, list(faults)
    item = make_item(course, "lab", slug="clouds", title=definition.title)
    kind.store(item, definition)

    sent = submit_code(item=item, user=ben, code=FILES["mistakes/without_bias.py"])
    grade_submission(submission_id=sent.pk)
    submission = Submission.objects.get(pk=sent.pk)

    assert (submission.state, submission.verdict) == ("done", "below_target")
    assert submission.score == pytest.approx(80 * submission.correctness, abs=0.1)
    client.force_login(ben)
    page = client.get(submission.get_absolute_url()).text
    assert "Held-out accuracy 0." in page
    assert "it may take 2 s" in page
    lab_page = client.get("/courses/ml/labs/clouds/").text
    assert "The performance of the trained model earns up to 80 of 100." in lab_page
