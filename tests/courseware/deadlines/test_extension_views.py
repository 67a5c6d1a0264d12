"""The pages on which extensions are given, changed and withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from courseware.deadlines.models import Extension, ExtensionChange
from courseware.deadlines.selectors import window_of
from courseware.people.models import Enrollment, Role, Section
from tests.factories import make_extension, make_item, make_student, make_user

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)
ALL, GIVE = (reverse(name, args=["ml"]) for name in ("extensions", "extension-give"))


@pytest.fixture
def item(course):
    return make_item(course, slug="dropout", title="Dropout", due_at=DUE)


def test_one_is_given_changed_and_withdrawn_and_all_of_it_is_listed(client, ada, ben, item):
    client.force_login(ada)
    fields = {"whom": f"student:{ben.pk}", "item": "quiz/dropout", "reason": "Illness"}
    page = client.post(GIVE, fields | {"due_at": "2026-12-06T18:00"}, follow=True)
    assert "due Sun 6 Dec 2026, 18:00 UTC" in page.content.decode()
    assert window_of(item, ben).due_at == DUE + 2 * DAY
    again = client.get(f"{GIVE}?student={ben.pk}&item=quiz/dropout").content.decode()
    assert 'value="2026-12-06T18:00"' in again and 'value="Illness"' in again
    client.post(GIVE, fields | {"later_days": "3"})
    extension = Extension.objects.get()
    assert (extension.shift_minutes, extension.due_at, extension.by) == (3 * 1440, None, ada)
    withdraw = reverse("extension-withdraw", args=["ml", extension.pk])
    page = client.post(withdraw, {"reason": "A mistake"}, follow=True).content.decode()
    assert not Extension.objects.exists()
    for words in ("dates 3 days later", "withdrawn. Reason: A mistake", "Reason: Illness"):
        assert words in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "The extension is empty."),
        ({"closes_at": "2026-12-06T18:00"}, "This item does not close."),
        ({"item": "lab/undated", "due_at": "2026-12-06T18:00"}, "has no due date"),
        ({"later_days": "-1"}, "greater than or equal to 0"),
        ({"time_factor": "0.5"}, "greater than or equal to 1"),
        ({"time_factor": "NaN"}, "Enter a number"),
        ({"due_at": "soon"}, "Enter a valid date/time."),
        ({"whom": "student:999999", "later_days": "1"}, "valid choice"),
        ({"item": "quiz/nothing", "later_days": "1"}, "valid choice"),
        ({"later_days": "1", "reason": ""}, "This field is required."),
    ],
    ids=str,
)
def test_what_cannot_be_granted_is_told_and_kept_in_the_form(
    client, ada, ben, course, item, typed, sentence
):
    make_item(course, "lab", slug="undated")
    client.force_login(ada)
    fields = {"whom": f"student:{ben.pk}", "item": "quiz/dropout", "reason": "Because of this"}
    response = client.post(GIVE, fields | typed)
    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page
    assert "reason" in typed or "Because of this" in page
    assert not Extension.objects.exists()


def test_an_assistant_gives_to_students_of_their_sections_alone(client, course, ben, item):
    mine, other = (Section.objects.create(course=course, name=name) for name in "AB")
    ben.enrollments.get().sections.add(mine)
    dan = make_student(course, "dan")
    dan.enrollments.get().sections.add(other)
    assistant = make_user("eve")
    enrollment = Enrollment.objects.create(user=assistant, course=course, role=Role.ASSISTANT)
    enrollment.sections.add(mine)
    theirs = make_extension(item, dan, due_at=DUE + DAY, reason="Not for them")
    client.force_login(assistant)
    assert "Not for them" not in client.get(ALL).content.decode()
    withdraw = reverse("extension-withdraw", args=["ml", theirs.pk])
    assert client.post(withdraw).status_code == 404
    fields = {"item": "", "later_days": "1", "reason": "x"}
    for whom in (f"student:{dan.pk}", f"section:{other.pk}"):
        assert client.post(GIVE, fields | {"whom": whom}).status_code == 422
    for whom in (f"student:{ben.pk}", f"section:{mine.pk}"):
        assert client.post(GIVE, fields | {"whom": whom}).status_code == 302
    assert ExtensionChange.objects.filter(by=assistant).count() == 2


@pytest.mark.parametrize("query", ["student=x", "student=9" * 9, "item=quiz/none", "item=%00"])
def test_an_address_that_names_nothing_is_no_error(client, ada, item, query):
    client.force_login(ada)
    for page in (ALL, GIVE):
        assert client.get(f"{page}?{query}").status_code in (200, 404)


@pytest.mark.parametrize("people", [1, 4])
def test_the_list_costs_as_much_for_many(
    client, ada, course, item, people, django_assert_num_queries
):
    for _ in range(people):
        make_extension(item, make_student(course), due_at=DUE + DAY)
    client.force_login(ada)
    client.get(ALL)
    with django_assert_num_queries(6):
        client.get(ALL)
