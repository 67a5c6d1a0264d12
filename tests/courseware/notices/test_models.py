"""What a notice says."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from courseware.notices.models import Kind
from tests.factories import make_notice

pytestmark = pytest.mark.django_db


def test_it_is_worded_when_it_is_shown(course, ben):
    notice = make_notice(ben, course, kind=Kind.OVERRIDE, params={"item": "Zeros"}, link="/x/")
    assert (notice.title, notice.sentence) == ("Zeros", "The staff changed your score.")
    assert notice.get_absolute_url() == "/x/"
    assert str(notice) == "ben: override, Zeros"


def test_without_an_item_it_is_about_the_course(course, ben):
    assert make_notice(ben, course).title == "Machine learning"


def test_a_person_has_one_for_a_key(course, ben, ada):
    make_notice(ben, course, key="message:1")
    make_notice(ada, course, key="message:1")
    with pytest.raises(IntegrityError):
        make_notice(ben, course, key="message:1")
