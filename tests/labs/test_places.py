"""Places of a lab that a person can ask about."""

from __future__ import annotations

import pytest
from django.urls import reverse

from labs.models import CaseRecord, State
from labs.places import place


@pytest.fixture
def graded(make_submission):
    submission = make_submission(state=State.DONE, score=40.0, verdict="wrong_values")
    for position, passed in enumerate([True, False]):
        CaseRecord.objects.create(
            submission=submission,
            position=position,
            result={"name": f"case {position}", "passed": passed, "verdict": "passed"},
        )
    return submission


def test_a_result_is_a_place_and_its_failed_cases_are_parts(lab, graded, ben):
    found = place(lab, f"submission/{graded.pk}", ben)
    assert found.url == graded.get_absolute_url()
    assert found.parts == ((f"submission/{graded.pk}/1", "case 1"),)
    assert place(lab, f"submission/{graded.pk}/1", ben).title == "case 1"


@pytest.mark.parametrize(
    "reference",
    ["", "submission", "submission/x", "submission/{}/9", "submission/{}/x", "other/{}"],
)
def test_anything_else_is_none(lab, graded, ben, reference):
    assert place(lab, reference.format(graded.pk), ben) is None


def test_only_ones_own_result_is_a_place(lab, graded, cleo):
    assert place(lab, f"submission/{graded.pk}", cleo) is None


def test_the_page_of_a_result_leads_to_the_form_with_its_cases(client, lab, graded, ben):
    client.force_login(ben)
    page = client.get(graded.get_absolute_url()).content.decode()
    url = reverse("ask", args=["ml", "lab", lab.slug])
    assert f"{url}?about=submission%2F{graded.pk}" in page
    form = client.get(url, {"about": f"submission/{graded.pk}"}).content.decode()
    assert "All of it" in form and "case 1" in form and "case 0" not in form
    about = {"about": f"submission/{graded.pk}/1", "text": "Why does it fail?"}
    client.post(f"{url}?about=submission/{graded.pk}", about)
    page = client.get(graded.get_absolute_url()).content.decode()
    assert "Question for the staff" in page
