"""Who is told, and what goes with an announcement."""

from __future__ import annotations

import pytest

from courseware.account.erasure import erase
from courseware.announcements.models import Announcement
from courseware.announcements.services import announce, take_back
from courseware.notices.models import Notice
from tests.factories import make_course, make_instructor, make_notice, make_student

pytestmark = pytest.mark.django_db


def test_everybody_else_in_the_course_is_told_once(course, ada, ben, cleo):
    eva = make_instructor(course, "eva")
    make_student(course, "gone", is_active=False)
    make_student(make_course(), "elsewhere")
    announcement = announce(course=course, author=ada, text="No lab this week.")
    assert set(Notice.objects.values_list("user", "kind", "link")) == {
        (person.pk, "announcement", announcement.get_absolute_url()) for person in (eva, ben)
    }
    assert "No lab" not in str(list(Notice.objects.values()))


def test_what_is_taken_back_goes_with_its_notices_alone(course, ada, ben):
    first, second = (announce(course=course, author=ada, text=text) for text in ("One", "Two"))
    make_notice(ben, course)
    take_back(announcement=first)
    assert list(Announcement.objects.all()) == [second]
    assert sorted(Notice.objects.values_list("kind", flat=True)) == ["announcement", "answered"]


def test_what_was_announced_stays_when_its_author_leaves(course, ada, ben):
    make_instructor(course, "eva")
    announce(course=course, author=ada, text="Welcome.")
    erase(ada)
    assert Announcement.objects.get().author is None
