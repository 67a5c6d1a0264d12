"""What the page of a cell is made of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from courseware.gradebook.cell.page import cell_context, cell_url
from courseware.gradebook.explanation import StepKind
from courseware.gradebook.forms import ExcuseForm, OverrideForm
from courseware.gradebook.grid.query import GridQuery
from courseware.gradebook.services import excuse_score, override_score, record_score
from courseware.items.models import Item
from courseware.people.models import Role
from courseware.people.policy import access_of
from courseware.threads.services import ask
from tests.courseware.items.kinds import Essays, registered
from tests.factories import make_course, make_item, make_staff, make_student

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def item(course: Any) -> Item:
    return make_item(course, slug="q", points=10)


def context(reader: Any, person: Any, item: Item, refused: Any = None, **query: Any) -> Any:
    item.refresh_from_db()
    access = access_of(reader, item.course)
    return cell_context(access, person, item, GridQuery(**query), refused)


def test_before_any_work_there_is_no_score_and_no_history(ada: Any, ben: Any, item: Item) -> None:
    found = context(ada, ben, item)
    assert (found["cell"].score, found["cell"].state) == (None, "not-started")
    assert (found["changes"], found["undoable"], list(found["threads"])) == ([], set(), [])
    assert found["work"] == []
    assert found["steps"][0].kind == StepKind.NOTHING


def test_an_item_that_was_due_without_work_is_missing(course: Any, ada: Any, ben: Any) -> None:
    past = make_item(course, due_at=timezone.now() - timedelta(hours=1))
    assert context(ada, ben, past)["cell"].state == "missing"


def test_score_history_and_what_can_be_undone(ada: Any, ben: Any, item: Item) -> None:
    record_score(item=item, user=ben, fraction=0.5, reason="Attempt 1")
    graded = context(ada, ben, item)
    assert graded["cell"].points == 5 and graded["undoable"] == set()
    override_score(item=item, user=ben, fraction=0.8, reason="Fair", by=ada)
    found = context(ada, ben, item)
    assert found["cell"].points == 8
    assert [change.reason for change in found["changes"]] == ["Fair", "Attempt 1"]
    assert found["undoable"] == {found["changes"][0].pk}
    kinds = [step.kind for step in found["steps"]]
    assert StepKind.OVERRIDE in kinds and StepKind.NOTHING not in kinds


def test_an_excuse_takes_the_item_out_of_the_steps_of_the_total(
    ada: Any, ben: Any, item: Item
) -> None:
    excuse_score(item=item, user=ben, excused=True, reason="Ill", note="seen", by=ada)
    found = context(ada, ben, item)
    assert found["cell"].excused and found["cell"].fraction is None
    assert [step.kind for step in found["steps"]][-1] == StepKind.EXCUSED
    assert found["forms"].excuse.initial["note"] == "seen"


def test_what_others_have_is_not_on_the_page(course: Any, ada: Any, ben: Any, item: Item) -> None:
    dan, other = make_student(course, "dan"), make_item(course)
    record_score(item=item, user=dan, fraction=1.0, reason="Dan's")
    record_score(item=other, user=ben, fraction=0.1, reason="Another item")
    ask(item=item, asker=dan, place="score", text="Why?")
    ask(item=other, asker=ben, place="score", text="Why not?")
    found = context(ada, ben, item)
    assert (found["cell"].score, found["changes"], list(found["threads"])) == (None, [], [])


def test_work_that_cannot_be_read_hides_nothing_else(
    course: Any, ada: Any, ben: Any, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(Essays):
        def work(self, item: Any, user: Any) -> Any:
            raise KeyError("a field that is missing")

    with registered(Broken()):
        essay = make_item(course, "essay", points=10)
        record_score(item=essay, user=ben, fraction=0.5, reason="graded")
        found = context(ada, ben, essay)
    assert found["work"] is None and found["cell"].points == 5
    assert found["steps"] and "cannot be listed" in caplog.text


@pytest.mark.parametrize(
    ("form", "kept", "other"),
    [(OverrideForm, "override", "excuse"), (ExcuseForm, "excuse", "override")],
)
def test_the_form_that_was_refused_keeps_what_was_typed_and_the_other_is_fresh(
    ada: Any, ben: Any, item: Item, form: Any, kept: str, other: str
) -> None:
    item.refresh_from_db()
    refused = form({"points": "11", "reason": "typed"}, item=item)
    forms = context(ada, ben, item, refused)["forms"]
    assert getattr(forms, kept) is refused
    assert not getattr(forms, other).is_bound


@pytest.mark.parametrize(
    ("role", "may_grant", "may_change"),
    [
        (Role.INSTRUCTOR, True, True),
        (Role.ASSISTANT, True, False),
        (Role.OBSERVER, False, False),
    ],
)
def test_what_the_reader_may_do_is_by_role(
    course: Any, ben: Any, item: Item, role: str, may_grant: bool, may_change: bool
) -> None:
    found = context(make_staff(course, role), ben, item)
    assert (found["may_grant"], found["may_change"]) == (may_grant, may_change)


def test_the_cells_beside_it_are_those_of_the_view(course: Any, ada: Any, item: Item) -> None:
    abe, bea, cyd = (make_student(course, name) for name in ("abe", "bea", "cyd"))
    lab, last = make_item(course, "lab", slug="l"), make_item(course, slug="z")
    found = context(ada, bea, lab)
    assert (found["place"], found["count"]) == (2, 3)
    base = "/courses/ml/gradebook"
    assert found["previous_student"] == f"{base}/{abe.pk}/lab/l/"
    assert found["next_student"] == f"{base}/{cyd.pk}/lab/l/"
    assert found["previous_item"] == f"{base}/{bea.pk}/quiz/q/"
    assert found["next_item"] == f"{base}/{bea.pk}/quiz/z/"
    quizzes = context(ada, abe, last, items="kind-quiz", sort="-name")
    assert quizzes["previous_student"].endswith(f"/{bea.pk}/quiz/z/{quizzes['address']}")
    assert "next_student" not in quizzes and "next_item" not in quizzes
    assert quizzes["previous_item"].startswith(f"{base}/{abe.pk}/quiz/q/?")


def test_a_cell_that_the_view_leaves_out_has_no_place_in_it(
    course: Any, ada: Any, ben: Any, item: Item
) -> None:
    make_student(course, "zoe")
    make_item(course, "lab")
    found = context(ada, ben, item, q="zoe", items="kind-lab")
    assert (found["place"], found["count"]) == (0, 1)
    assert not {"previous_student", "next_student", "previous_item", "next_item"} & set(found)
    assert found["cell"].item == item


def test_the_address_of_a_cell_keeps_the_view(course: Any, ada: Any, item: Item) -> None:
    access = access_of(ada, course)
    assert cell_url(access, 7, item, GridQuery()) == "/courses/ml/gradebook/7/quiz/q/"
    kept = cell_url(access, 7, item, GridQuery(q="a&b", page=2))
    assert kept == "/courses/ml/gradebook/7/quiz/q/?q=a%26b&page=2"


def test_the_total_in_the_steps_is_of_all_items_of_this_course(
    course: Any, ada: Any, ben: Any, item: Item
) -> None:
    make_item(course, points=30)
    make_item(make_course(), points=1000)
    record_score(item=item, user=ben, fraction=1.0, reason="graded")
    sentences = " ".join(step.sentence for step in context(ada, ben, item)["steps"])
    assert "It is worth 10 of the 40 points that count in the course." in sentences
