"""What the sign-up page says that a visitor joins."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from courseware.roster.models import JoinCode
from courseware.roster.services import set_open

pytestmark = pytest.mark.django_db
TEMPLATE = "{% load roster %}{% joining as course %}[{{ course.title|default:'' }}]"


def shown(address: str) -> str:
    request = RequestFactory().get(address)
    return Template(TEMPLATE).render(Context({"request": request}))


def test_it_names_an_open_course_or_that_of_a_code(course):
    assert shown("/?join=course:ml") == "[Machine learning]"
    set_open(course=course, is_open=False)
    assert shown("/?join=course:ml") == "[]"
    JoinCode.objects.create(course=course, code="ABCD2345")
    assert shown("/?join=code:abcd-2345") == "[Machine learning]"


@pytest.mark.parametrize("wish", ["", "course:", "course:no", "code:", "code:XXXX", "ml", "\0"])
def test_it_names_nothing_that_cannot_be_joined(course, wish):
    assert shown(f"/?join={wish}") == "[]"


def test_an_error_page_without_a_request_has_none(course):
    assert Template(TEMPLATE).render(Context({})) == "[]"
