"""What the form of a lab's regrades offers."""

from __future__ import annotations

import pytest

from labs.models import CaseRecord, LabRevision, Purpose, State, Submission
from labs.regrading import LabRegrading
from tests.factories import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def regrading():
    return LabRegrading()


@pytest.fixture
def make(course, ben):
    """A submission with cases of these names."""
    item = make_item(course, "lab", slug="twice")
    revision = LabRevision.objects.create(item=item, digest="a", files={}, current=True)

    def make(*names, purpose=Purpose.GRADED, state=State.DONE):
        number = Submission.objects.count()
        submission = Submission.objects.create(
            item=item, revision=revision, user=ben, code="x = 1\n", purpose=purpose,
            key=f"key-{number}", seed="0", state=state,
        )  # fmt: skip
        for position, name in enumerate(names):
            result = {"name": name} if name is not None else {}
            CaseRecord.objects.create(submission=submission, position=position, result=result)
        return submission

    return make


def test_revisions_are_offered_the_current_one_first(regrading, make):
    item = make().item
    first = LabRevision.objects.get()
    second = LabRevision.objects.create(item=item, digest="b", files={}, current=False)
    third = LabRevision.objects.create(item=item, digest="c", files={}, current=False)
    choices = regrading.revisions(item)
    assert [choice.value for choice in choices] == [
        str(first.pk),
        str(third.pk),
        str(second.pk),
    ]
    assert [choice.label.endswith("UTC (current)") for choice in choices] == [True, False, False]
    assert all(choice.label.startswith("Loaded 20") for choice in choices)


def test_cases_are_those_of_the_newest_graded_submission(regrading, make):
    item = make("old").item
    make("two", "three", None, "")
    make()  # without cases: it did not run
    make("draft", purpose=Purpose.TRIAL)
    make("running", state=State.RUNNING)
    assert [choice.value for choice in regrading.parts(item)] == ["two", "three"]


def test_a_lab_without_submissions_offers_no_case(regrading, course):
    assert regrading.parts(make_item(course, "lab")) == []


def test_the_form_costs_a_fixed_number_of_queries(regrading, make, django_assert_num_queries):
    item = make(*(f"case {n}" for n in range(20))).item
    for _ in range(5):
        make("one")
    with django_assert_num_queries(3):
        regrading.revisions(item)
        regrading.parts(item)


def test_a_work_is_a_submission_with_its_page(regrading, make):
    submission = make()
    assert regrading.title("3") == "Submission 3"
    assert regrading.url(submission.item, submission.pk) == submission.get_absolute_url()
    assert regrading.measures
