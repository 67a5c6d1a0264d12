"""manage.py load_course"""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courseware.items.models import Course, Item
from tests.courseware.courses.folders import COURSE, write_course

pytestmark = pytest.mark.django_db


def test_a_course_is_loaded_and_what_changed_is_said(tmp_path):
    output = StringIO()
    call_command("load_course", str(write_course(tmp_path)), stdout=output)
    assert output.getvalue().startswith("A small course: 1 chapters (1 changed), 1 items")
    call_command("load_course", str(tmp_path), stdout=output)
    assert "A small course: no file has changed since it was loaded." in output.getvalue()
    call_command("load_course", str(tmp_path), again=True, stdout=output)
    assert "1 chapters (0 changed), 1 items (0 new revisions, 0 retired)" in output.getvalue()


def test_mistakes_store_nothing_and_are_listed(tmp_path):
    folder = write_course(tmp_path, course=COURSE.replace("quiz: check", "quiz: nothing"))
    with pytest.raises(CommandError, match='there is no quiz "nothing"'):
        call_command("load_course", str(folder))
    assert (Course.objects.count(), Item.objects.count()) == (0, 0)


def test_a_course_that_is_not_there_is_not_loaded_into(tmp_path):
    folder = str(write_course(tmp_path))
    with pytest.raises(CommandError, match="no course"):
        call_command("load_course", folder, "--course", "nothing")
    assert not Course.objects.exists()
