"""Who sees which pairs."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from courseware.people.models import Enrollment, Role, Section
from courseware.people.policy import Access, enrollment_of
from labs.models import State, Submission
from labs.similarity import selectors, services
from labs.similarity.choosing import compared_ids
from tests.factories import make_course, make_item, make_user
from tests.grader.similarity.test_compare import made
from tests.labs.similarity.conftest import COPIED


def access_of(user: Any, course: Any) -> Access:
    return Access(user, course, enrollment_of(user, course))


@pytest.fixture
def assistant(course: Any, class_: dict[str, Any]) -> Any:
    """Limited to the section of dora and fay."""
    section = Section.objects.create(course=course, name="A")
    for name in ("dora", "fay"):
        Enrollment.objects.get(user=class_[name]).sections.add(section)
    person = make_user("tess")
    enrolled = Enrollment.objects.create(user=person, course=course, role=Role.ASSISTANT)
    enrolled.sections.add(section)
    return person


def test_an_instructor_sees_all_pairs_in_few_queries(
    lab, ada, course, class_, compared, django_assert_max_num_queries
) -> None:
    done = compared()
    services.review(
        item=lab,
        people=(class_["dora"].pk, class_["emil"].pk),
        by=ada,
        verdict="fine",
        note="",
    )
    with django_assert_max_num_queries(4):
        shown = selectors.visible_pairs(done, access_of(ada, course))
    assert len(shown) == done.pairs.count()
    assert {shown[0].left.username, shown[0].right.username} == {"dora", "emil"}
    assert shown[0].review is not None and shown[0].review.verdict == "fine"


def test_an_assistant_of_a_section_sees_pairs_with_one_of_theirs(
    lab, course, class_, assistant, compared
) -> None:
    strangers = (class_["gus"], class_["hal"])
    Submission.objects.filter(user__in=strangers).update(code=made(500))
    done = compared()
    shown = selectors.visible_pairs(done, access_of(assistant, course))
    assert {shown[0].left.username, shown[0].right.username} == {"dora", "emil"}
    assert all({each.left.username, each.right.username} & {"dora", "fay"} for each in shown)
    assert len(shown) < done.pairs.count()
    hidden = done.pairs.exclude(pk__in=[each.pair.pk for each in shown]).first()
    with pytest.raises(Http404):
        selectors.pair_or_404(lab, hidden.pk, access_of(assistant, course))


def test_pairs_of_an_account_that_was_deleted_since_are_not_shown(
    ada, course, class_, compared
) -> None:
    done = compared()
    class_["emil"].erased_at = timezone.now()
    class_["emil"].save()
    shown = selectors.visible_pairs(done, access_of(ada, course))
    assert not any("emil" in (each.left.username, each.right.username) for each in shown)


def test_work_of_an_earlier_course_is_seen_by_those_who_may(
    lab, ada, course, class_, compared, make_submission
) -> None:
    old = make_course(title="Last year")
    item = make_item(old, "lab", slug=lab.slug)
    revision = lab.lab_revisions.get()
    student = make_user("olga")
    Enrollment.objects.create(user=student, course=old, role=Role.STUDENT)
    Submission.objects.create(
        **{"item": item, "revision": revision, "user": student, "code": COPIED, "key": "k"},
        **{"seed": "s", "state": State.DONE, "score": 90.0},
    )
    assert len(compared_ids(item, "counting")) == 1
    done = compared(earlier=[item])
    other = done.pairs.filter(right__item=item).first()
    assert done.summary["earlier"] == 1 and other.stands_out

    before = selectors.visible_pairs(done, access_of(ada, course))
    assert not any(each.term for each in before)
    Enrollment.objects.create(user=ada, course=old, role=Role.INSTRUCTOR)
    after = selectors.visible_pairs(done, access_of(ada, course))
    assert any(each.term == "Last year" for each in after)
