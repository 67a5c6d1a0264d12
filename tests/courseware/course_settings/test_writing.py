"""course.yaml with the settings of the site written into it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import yaml

from courseware.course_settings.services import set_fields
from courseware.course_settings.writing import changed_file
from courseware.courses.loader import load_course
from courseware.items.models import Item
from tests.courseware.courses.folders import COURSE, write_course

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 12, 11, 18, tzinfo=UTC)
COMMENTED = COURSE.replace("points: 4", "points: 4  # as every week").replace(
    "chapters:", "# the text\nchapters:"
)
FLOW = COURSE.replace(
    "      - quiz: check\n        points: 4\n        due: 2026-12-04 18:00\n",
    "      - {quiz: check, points: 4, due: 2026-12-04 18:00}  # short\n",
)


@pytest.fixture
def load(tmp_path):
    def load(course=COMMENTED):
        loaded = load_course(write_course(tmp_path, course), again=True).course
        return loaded, Item.objects.get()

    return load


def test_values_change_in_their_places_and_all_else_stays(load):
    course, item = load()
    set_fields(item, {"points": 7.5, "due_at": DUE}, by=None)
    expected = COMMENTED.replace("points: 4", "points: 7.5").replace("2026-12-04", "2026-12-11")
    assert changed_file(course) == expected


@pytest.mark.parametrize("text", [COMMENTED, pytest.param(FLOW, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    ("target", "values"),
    [
        ("item", {"points": 7.5, "due_at": DUE}),
        ("item", {"due_at": None}),
        ("item", {"closes_at": DUE, "title": 'A: "title" # of its own'}),
        ("item", {"late_policy": {"per_day": 10.0, "grace": 15}}),
        ("item", {"late_policy": {"accepted": False}, "retired": True}),
        ("course", {"title": "Grüße: zwei", "summary": "Two\nlines."}),
        ("course", {"late_policy": {"per_hour": 0.5}, "late_days": 3}),
    ],
    ids=str,
)
def test_the_file_then_says_what_the_site_has(load, text, target, values):
    course, item = load(text)
    set_fields(course if target == "course" else item, values, by=None)
    written = changed_file(course)
    comments = [line.split("#", 1)[1] for line in text.splitlines() if "#" in line]
    assert all(comment in written for comment in comments)
    again, loaded = load(written)
    for setting in course.site_settings.select_related("item"):
        target = loaded if setting.item else again
        assert setting.file_value == _plain(target, setting.field)


def _plain(target, field):
    from courseware.course_settings.fields import fields_of

    return fields_of(target)[field].plain(getattr(target, field))


def test_a_hidden_item_is_written_and_taken_out_again(load):
    course, item = load()
    set_fields(item, {"retired": True}, by=None)
    written = changed_file(course)
    assert yaml.safe_load(written)["chapters"][0]["items"][0]["hidden"] is True
    course, item = load(written)
    set_fields(item, {"retired": False}, by=None)
    assert changed_file(course) == COMMENTED


def test_without_the_file_there_is_nothing_to_write(course):
    course.source = "/nowhere"
    assert changed_file(course) is None
