"""The staff's page of one student."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from courseware.people.models import Role, Section
from courseware.threads.services import ask
from tests.factories import (
    make_chapter,
    make_course,
    make_item,
    make_score,
    make_staff,
    make_student,
)

pytestmark = pytest.mark.django_db


def address(person: Any) -> str:
    return f"/courses/ml/gradebook/{person.pk}/"


def read(client: Client, reader: Any, person: Any) -> str:
    client.force_login(reader)
    response = client.get(address(person))
    assert response.status_code == 200
    return response.content.decode()


def test_it_shows_scores_by_chapter_the_total_and_questions(
    client: Client, course: Any, ada: Any, ben: Any
) -> None:
    chapter = make_chapter(course, title="Sparsity")
    item = make_item(course, title="Dropout", chapter=chapter, points=10)
    make_score(item, ben, 0.75)
    make_score(item, make_student(course), 0.1)
    ask(item=item, asker=ben, place="score", text="Why?")
    page = read(client, ada, ben)
    for words in ("Sparsity", "Dropout", "7.5", "75%", "Questions for the staff", ben.email):
        assert words in page
    assert f"{address(ben)}quiz/" in page


def test_what_is_of_another_course_or_student_is_not_there(
    client: Client, course: Any, ada: Any, ben: Any
) -> None:
    other = make_course()
    elsewhere = make_item(other, title="Elsewhere")
    make_score(elsewhere, ben, 1.0)
    ask(item=elsewhere, asker=ben, place="score", text="Why?")
    ask(item=make_item(course, title="Mine"), asker=make_student(course), place="score", text="?")
    page = read(client, ada, ben)
    assert "Elsewhere" not in page and "Questions for the staff" not in page


def test_a_student_without_work_has_a_page_without_a_total(
    client: Client, course: Any, ada: Any, ben: Any
) -> None:
    assert "Ben" in read(client, ada, ben)  # not even items
    make_item(course, title="Dropout")
    page = read(client, ada, ben)
    assert "Dropout" in page and "Questions for the staff" not in page


@pytest.mark.parametrize(
    ("role", "grants"), [(Role.INSTRUCTOR, True), (Role.ASSISTANT, True), (Role.OBSERVER, False)]
)
def test_only_those_who_may_are_led_to_extensions(
    client: Client, course: Any, ben: Any, role: str, grants: bool
) -> None:
    page = read(client, make_staff(course, role), ben)
    assert ("Give an extension" in page) is grants


@pytest.mark.parametrize("role", [Role.STUDENT, Role.AUTHOR, Role.GRADER])
def test_other_roles_do_not_read_it(client: Client, course: Any, ben: Any, role: str) -> None:
    client.force_login(make_staff(course, role))
    assert client.get(address(ben)).status_code == 403


def test_an_assistant_reads_of_students_of_their_sections_alone(
    client: Client, course: Any, ben: Any
) -> None:
    monday = Section.objects.create(course=course, name="Monday")
    mine = make_student(course)
    mine.enrollments.get().sections.add(monday)
    client.force_login(make_staff(course, Role.ASSISTANT, sections=[monday]))
    assert client.get(address(mine)).status_code == 200
    assert client.get(address(ben)).status_code == 404


def test_nobody_who_is_no_student_of_the_course_has_a_page(
    client: Client, course: Any, ada: Any, cleo: Any
) -> None:
    client.force_login(ada)
    for person in (ada, cleo, make_student(make_course())):
        assert client.get(address(person)).status_code == 404


def test_its_queries_do_not_grow_with_items_and_questions(
    client: Client, course: Any, ada: Any, ben: Any, django_assert_max_num_queries: Any
) -> None:
    def grow() -> None:
        for kind in ("lab", "quiz"):
            item = make_item(course, kind, chapter=make_chapter(course))
            make_score(item, ben, 0.5)
            ask(item=item, asker=ben, place="score", text="Why?")

    grow()
    read(client, ada, ben)
    with django_assert_max_num_queries(30) as few:
        read(client, ada, ben)
    for _ in range(4):
        grow()
    with django_assert_max_num_queries(len(few)):
        read(client, ada, ben)
