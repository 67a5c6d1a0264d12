"""What every kind that grades works again keeps to."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, asdict

import pytest

from courseware.items.kinds import all_kinds
from courseware.items.regrading import Outcome, RegradeNeed, Selection
from tests.factories import make_item

pytestmark = pytest.mark.django_db
REGRADING = {kind.name: kind.regrading() for kind in all_kinds() if kind.regrading()}


def test_nothing_selected_is_everything_by_the_current_revision():
    assert asdict(Selection()) == {
        "revision": 0,
        "part": "",
        "users": None,
        "work": None,
        "only_counting": False,
        "measure": False,
    }
    assert Selection(users=()) != Selection()  # nobody is not everybody


def test_values_that_pass_between_packages_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Selection().part = "zero"  # type: ignore[misc]
    assert hash(Selection(users=(1, 2))) == hash(Selection(users=(1, 2)))


def test_an_outcome_without_a_payload_writes_nothing():
    outcome = Outcome(0.5, 0.5)
    assert (outcome.payload, outcome.parts, outcome.kept, outcome.note) == (None, (), (), "")


def test_labs_and_quizzes_can_be_graded_again():
    assert {"lab", "quiz"} <= set(REGRADING)


@pytest.mark.parametrize("kind", sorted(REGRADING))
def test_an_item_without_work_needs_no_regrade(course, kind):
    item = make_item(course, kind)
    assert REGRADING[kind].needs(item) == []
    assert REGRADING[kind].revisions(item) == []


@pytest.mark.parametrize("kind", sorted(REGRADING))
def test_a_work_has_a_title_and_a_page(course, kind):
    item = make_item(course, kind, slug="zeros")
    regrading = REGRADING[kind]
    assert regrading.title("3").endswith(" 3")
    assert regrading.url(item, 7).startswith("/courses/ml/")
    assert "7" in regrading.url(item, 7) and "zeros" in regrading.url(item, 7)
    assert str(regrading.parts_label) and str(regrading.parts_help)


def test_a_need_is_known_by_its_cause_and_key():
    assert RegradeNeed("revision", "7", 7, 3).parts == ()
