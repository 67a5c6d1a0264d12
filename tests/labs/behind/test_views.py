"""Who may look behind a lab, and what is there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from courseware.people.models import Enrollment, Role
from labs import tasks
from labs.models import CaseDraw
from tests.factories import make_user
from tests.labs.analysis.made import hand_in


def url(lab) -> str:
    return reverse("labs:behind", args=[lab.course.slug, lab.slug])


@pytest.fixture
def grader(lab):
    """May see the content, and no grades."""
    person = make_user("greta")
    Enrollment.objects.create(user=person, course=lab.course, role=Role.GRADER)
    return person


def test_the_files_the_solutions_and_the_mistakes_are_there(client, ada, lab):
    client.force_login(ada)
    page = client.get(url(lab)).content.decode()
    revision = lab.lab_revisions.get()
    for name in revision.files:
        if name.startswith("mistakes/"):
            assert name.removeprefix("mistakes/") in page
    assert "reference.py" in page and "cases.py" in page


def test_cases_of_a_seed_are_drawn_by_a_worker(client, ada, lab):
    client.force_login(ada)
    page = client.post(url(lab), {"seed": "2a"}, follow=True).content.decode()
    assert "A worker is drawing the cases" in page
    waits = {"headers": {"HX-Request": "true"}}
    assert "HX-Refresh" not in client.get(url(lab), {"seed": "2a"}, **waits)
    tasks.draw_cases(CaseDraw.objects.get().pk)
    assert client.get(url(lab), {"seed": "2a"}, **waits)["HX-Refresh"] == "true"
    page = client.get(url(lab), {"seed": "2a"}).content.decode()
    assert CaseDraw.objects.get().cases[-1]["name"] in page
    assert "reference’s answer" in page


def test_a_seed_that_is_none_comes_back_with_a_sentence(client, ada, lab):
    client.force_login(ada)
    response = client.post(url(lab), {"seed": "zebra"}, follow=True)
    assert response.status_code == 422
    assert "hexadecimal digits" in response.content.decode()
    assert not CaseDraw.objects.exists()


def test_the_seed_of_a_submission_is_shown_to_those_who_may_see_it(client, ada, grader, lab, ben):
    submission = hand_in(lab, ben, seed="c0ffee")
    client.force_login(ada)
    assert "c0ffee" in client.get(url(lab), {"submission": submission.pk}).content.decode()
    client.post(url(lab), {"submission": submission.pk})
    assert CaseDraw.objects.get().seed == "c0ffee"
    client.force_login(grader)
    assert client.get(url(lab)).status_code == 200
    assert client.get(url(lab), {"submission": submission.pk}).status_code == 404
    assert client.post(url(lab), {"submission": submission.pk}).status_code == 404


@pytest.mark.parametrize("asked", ["x", "9" * 30, "0", "-1"])
def test_a_submission_that_is_none_is_not_found(client, ada, lab, asked):
    client.force_login(ada)
    assert client.get(url(lab), {"submission": asked}).status_code == 404


def test_students_stay_outside(client, ben, lab):
    client.force_login(ben)
    assert client.get(url(lab)).status_code == client.post(url(lab)).status_code == 403
