"""Look-ups of chapters."""

from __future__ import annotations

import pytest
from django.http import Http404

from courseware.chapters.selectors import chapter_or_404, chapters_read_by
from courseware.chapters.services import mark_read
from tests.factories import make_chapter, make_course, make_student

pytestmark = pytest.mark.django_db


def test_a_chapter_is_found_with_its_course(course, django_assert_num_queries):
    chapter = make_chapter(course, slug="zeros")
    with django_assert_num_queries(1):
        found = chapter_or_404(course, "zeros")
        assert (found, found.course) == (chapter, course)


@pytest.mark.parametrize("slug", ["nothing", "retired", "elsewhere"])
def test_a_chapter_that_is_not_there_is_a_404_with_a_sentence(course, slug):
    make_chapter(course, slug="retired", retired=True)
    make_chapter(make_course(), slug="elsewhere")
    with pytest.raises(Http404, match=slug):
        chapter_or_404(course, slug)


def test_what_somebody_has_read_is_theirs_and_the_course_s(course, ben):
    read, unread = make_chapter(course), make_chapter(course)
    mark_read(chapter=read, user=ben)
    mark_read(chapter=make_chapter(make_course()), user=ben)
    mark_read(chapter=unread, user=make_student(course))
    assert chapters_read_by(ben, course) == {read.id}
