from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.deadlines.models import Extension
from courseware.health.log import record_minute
from courseware.outages import tasks
from courseware.outages.models import OutageDecision
from tests.factories import make_item

PAGE = "/courses/ml/outages/"


@pytest.fixture
def noticed(course, ben):
    """An outage of twenty minutes, and a lab that was due in it."""
    now = timezone.now().replace(microsecond=0)
    make_item(course, "lab", title="Twice", due_at=now - timedelta(minutes=10))
    for minutes in (26, 25, 5, 4, 3, 2, 1, 0):
        record_minute([], now - timedelta(minutes=minutes))
    return now


def test_from_the_notice_to_the_extension(client, noticed, ada, ben):
    client.force_login(ada)
    page = client.get(PAGE).text
    assert "no heartbeat" in page
    address = page.partition('href="/courses/ml/outages/credit/')[2].partition('"')[0]
    link = f"{PAGE}credit/{address}".replace("&amp;", "&")
    shown = client.get(link)
    assert "Twice: 1 student" in shown.text and "Ben" in shown.text
    times = shown.context["form"].initial
    assert client.post(f"{PAGE}credit/", times).status_code == 422
    assert not OutageDecision.objects.exists()
    client.post(f"{PAGE}credit/", {**times, "reason": "The site was down."})
    tasks.credit(OutageDecision.objects.get().pk)
    assert Extension.objects.get().user == ben
    page = client.get(PAGE).text
    assert "Extensions were granted" in page and "no heartbeat" not in page


def test_an_outage_can_be_dismissed(client, noticed, ada):
    client.force_login(ada)
    local = timezone.localtime(noticed)
    times = {
        "start": f"{local - timedelta(minutes=25):%Y-%m-%dT%H:%M}",
        "end": f"{local - timedelta(minutes=5):%Y-%m-%dT%H:%M}",
    }
    client.post(f"{PAGE}credit/", {**times, "reason": "Announced.", "dismiss": "1"})
    assert OutageDecision.objects.get().state == "dismissed"
    assert not Extension.objects.exists()


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("", "", "This field is required"),
        ("2026-11-01T10:00", "2026-11-01T09:00", "The end must be after the start."),
        ("2026-10-01T10:00", "2026-11-01T09:00", "seven days at most"),
        ("2999-01-01T10:00", "2999-01-01T11:00", "This time is in the future."),
        ("yesterday", "\x00", "Enter a valid date"),
    ],
)
def test_times_that_cannot_be_are_said(client, ada, start, end, sentence):
    client.force_login(ada)
    response = client.get(f"{PAGE}credit/", {"start": start, "end": end})
    assert response.status_code == 422
    assert sentence in response.text


def test_nobody_is_affected_where_nothing_was_due(client, ada, ben):
    client.force_login(ada)
    times = {"start": "2026-11-01T10:00", "end": "2026-11-01T11:00"}
    assert "Nobody is affected" in client.get(f"{PAGE}credit/", times).text


def test_students_see_no_outages(client, ben):
    client.force_login(ben)
    assert client.get(PAGE).status_code == 403
