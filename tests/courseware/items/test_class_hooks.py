"""A kind that knows nothing of whole classes says so, and the pages work without it."""

from courseware.items.class_hooks import ClassHooks
from courseware.people.selectors import students_of
from tests.factories import make_item


class Silent(ClassHooks):
    """Nothing but the defaults."""


def test_every_hook_has_a_default(course):
    kind, items, students = Silent(), [make_item(course)], students_of(course)
    assert kind.waiting(course, students) == []
    assert kind.begun(items, students) == {}
    assert kind.begun_by(items, students) == {}
    assert kind.stuck(items, students) == []
    assert kind.analysis_url(items[0]) == ""
