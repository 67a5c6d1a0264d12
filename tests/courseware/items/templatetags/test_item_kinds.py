"""What templates learn of the installed kinds."""

from __future__ import annotations

from courseware.items.models import Course
from courseware.items.templatetags.item_kinds import index_pages
from tests.courseware.items.kinds import Essays, registered


class Shelved(Essays):
    """Essays with a page that lists them."""

    def index_page(self, course: Course) -> tuple[str, str]:
        return f"/courses/{course.slug}/essays/", "Essays"


def test_only_kinds_with_such_a_page_have_a_place():
    course = Course(slug="ml")
    labs = ("/courses/ml/labs/", "Labs")
    with registered(Essays()):
        assert index_pages(course) == [labs]
    with registered(Shelved()):
        assert index_pages(course) == [("/courses/ml/essays/", "Essays"), labs]
