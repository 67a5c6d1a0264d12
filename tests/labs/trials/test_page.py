"""What visitors see of a lab, and which labs they cannot try."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from courseware.items.kinds import kind_named
from grader.files.faults import Faults
from labs.models import Submission
from labs.trials import services
from labs.trials.page import fault, panel_of, trial_page
from tests.grader.playground_lab import write_playground_lab
from tests.labs.writing import WRONG, write_lab


def test_the_page_begins_with_the_starter_code(tried: Any) -> None:
    page = trial_page(tried)
    assert "raise NotImplementedError" in page["code"]
    assert "<math" in page["statement"] and page["result"] is None


def test_the_result_names_the_cause_as_that_of_a_trial_run_does(tried: Any) -> None:
    run = services.start(item=tried, code=WRONG)
    services.run(run_id=run.pk)
    run.refresh_from_db()

    panel = panel_of(run)

    assert panel.facts == "0 of 2 visible cases pass"
    assert "That is three times." in panel.sentence + str([each.cause for each in panel.causes])
    assert panel.receipt == [] and panel.performance is None
    assert "one two three" in panel.report
    assert not Submission.objects.exists()


def test_a_lab_with_functions_can_be_tried(tmp_path: Path) -> None:
    definition = kind_named("lab").read(write_lab(tmp_path), Faults(), "labs/twice")
    assert definition is not None
    assert fault(definition) == kind_named("lab").trial_fault(definition) == ""


def test_a_lab_on_the_playground_cannot(tmp_path: Path) -> None:
    home = tmp_path / "other"
    definition = kind_named("lab").read(write_playground_lab(home, "clouds"), Faults(), "clouds")
    assert definition is not None
    assert "is not about functions that cases call" in fault(definition)


def test_the_front_page_has_a_card_that_leads_there(tried: Any, rf: Callable[..., Any]) -> None:
    card = kind_named("lab").public_trial(tried, rf.get("/"))  # type: ignore[attr-defined]
    assert card is not None
    assert "double(x)" in card.html and "/courses/ml/labs/twice/try/" in card.html
