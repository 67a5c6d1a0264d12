"""The pages: what they say, to whom, and what they keep from whom."""

from __future__ import annotations

import pytest
from django.urls import reverse

from courseware.people.models import Enrollment, Role, Section
from tests.factories import make_student, make_user
from tests.labs.analysis.made import hand_in

MISTAKE = {"source": "mistake", "name": "no_square", "sentence": "Squares are missing."}


def url(lab, page: str) -> str:
    return reverse(f"labs:{page}", args=[lab.course.slug, lab.slug])


@pytest.fixture
def worked(lab, ben):
    """25 students; the last case fails for those who pass the first, and Ben is stuck."""
    for number in range(24):
        student = make_student(lab.course)
        hand_in(lab, student, {0, 1} if number % 2 else {2}, causes=[MISTAKE] if number % 2 else [])
        hand_in(lab, student, ratio=1.0 + number / 4)
    for _ in range(5):
        hand_in(lab, ben, {1})
    lab.lab_revisions.update(
        weights={"correctness": 80, "performance": 20}, thresholds={"full_at": 2, "zero_at": 8}
    )
    return lab


@pytest.fixture
def author(worked):
    """May see statistics and the content, and no grades."""
    person = make_user("wanda")
    Enrollment.objects.create(user=person, course=worked.course, role=Role.AUTHOR)
    return person


def test_the_page_shows_cases_mistakes_and_who_is_stuck(client, ada, worked, ben):
    client.force_login(ada)
    page = client.get(url(worked, "analysis")).content.decode()
    assert "Only good submissions fail" in page
    assert "Squares are missing." in page and "Known mistake of this lab" in page
    assert "1 student has submitted often" in page
    assert ben.display_name in page
    assert "style=" not in page and "nan" not in page.lower().replace("finan", "")


def test_without_grades_nobody_is_named_and_nothing_is_linked(client, author, worked, ben):
    client.force_login(author)
    page = client.get(url(worked, "analysis")).content.decode()
    assert "Squares are missing." in page
    assert ben.display_name not in page
    assert "/submissions/" not in page


def test_an_assistant_sees_the_students_of_the_own_sections(client, worked):
    section = Section.objects.create(course=worked.course, name="A")
    assistant = make_user("tom")
    Enrollment.objects.create(
        user=assistant, course=worked.course, role=Role.ASSISTANT
    ).sections.add(section)
    client.force_login(assistant)
    page = client.get(url(worked, "analysis")).content.decode()
    assert "Nothing to analyze yet" in page


def test_an_empty_class(client, ada, lab):
    client.force_login(ada)
    assert "Nothing to analyze yet" in client.get(url(lab, "analysis")).content.decode()
    page = client.get(url(lab, "speed"))
    assert page.status_code == 200


def test_students_see_neither(client, ben, lab):
    client.force_login(ben)
    assert [client.get(url(lab, page)).status_code for page in ("analysis", "speed")] == [403, 403]


def test_other_thresholds_are_tried_and_nothing_is_stored(client, ada, worked):
    client.force_login(ada)
    page = client.get(url(worked, "speed"), {"full_at": "1", "zero_at": "4"}).content.decode()
    assert "would lose points" in page
    assert "full_at: 1\n  zero_at: 4" in page
    assert worked.lab_revisions.get().thresholds == {"full_at": 2, "zero_at": 8}


@pytest.mark.parametrize(
    "typed", [("2", "1"), ("a", "b"), ("", "3"), ("0", "3"), ("1", "1e9"), ("nan", "inf")]
)
def test_thresholds_that_make_no_sense_are_refused_with_a_sentence(client, ada, worked, typed):
    client.force_login(ada)
    response = client.get(
        url(worked, "speed"), dict(zip(("full_at", "zero_at"), typed, strict=True))
    )
    usual_fills_in = typed[0] == ""  # an empty field is the threshold as graded
    page = response.content.decode()
    assert response.status_code == (200 if usual_fills_in else 422)
    assert ("Enter two multiples" in page) != usual_fills_in


def test_a_page_that_waits_is_reloaded_when_the_figures_are_there(client, ada, worked, monkeypatch):
    from labs.analysis import reports

    monkeypatch.setattr(reports, "MAX_AT_ONCE", 1)
    client.force_login(ada)
    page = client.get(url(worked, "analysis")).content.decode()
    assert "A worker is computing the statistics" in page
    headers = {"headers": {"HX-Request": "true"}}
    assert "HX-Refresh" not in client.get(url(worked, "analysis"), **headers)
    reports.analyze(item_id=worked.pk, scope_key="")
    assert client.get(url(worked, "analysis"), **headers)["HX-Refresh"] == "true"
    assert "Squares are missing." in client.get(url(worked, "analysis")).content.decode()


def test_the_number_of_queries_does_not_grow(client, ada, worked, django_assert_max_num_queries):
    client.force_login(ada)
    with django_assert_max_num_queries(20):
        client.get(url(worked, "analysis"))
