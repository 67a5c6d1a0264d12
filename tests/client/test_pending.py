"""Submissions that could not be sent."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest
from courseware_client import pending
from courseware_client.errors import Offline
from courseware_client.pending import Pending
from courseware_client.settings import Login
from courseware_client.site import TRIES, Site

from tests.client.conftest import URL
from tests.labs.writing import DOUBLE

JOB = Pending(URL, "ml", "twice", DOUBLE, "graded", "twice.py", "key-1")


def test_it_waits_and_arrives_once(sign_in, ben, lab):
    from labs.models import Submission

    path = pending.keep(JOB)
    assert path.stat().st_mode & 0o777 == 0o600 and pending.count() == 1
    site = sign_in(ben)
    pending.send(site, JOB)  # it had arrived; the answer was lost
    (sent,) = pending.send_all(site)
    assert sent.submission["id"] == Submission.objects.get().pk
    assert pending.count() == 0 and pending.send_all(site) == []


def test_what_the_site_refuses_waits_no_longer(sign_in, ben, lab):
    pending.keep(replace(JOB, code=""))
    pending.keep(replace(JOB, lab="none", key="key-2"))
    sent = pending.send_all(sign_in(ben))
    assert all(each.refusal and each.submission is None for each in sent) and len(sent) == 2
    assert pending.count() == 0


def test_the_rest_goes_on_waiting_where_the_site_goes_away(no_pauses):
    answers: list[httpx.Response | Exception] = [
        httpx.Response(201, json={"id": 1}),
        httpx.ConnectError("gone"),
    ]

    def handle(request: httpx.Request) -> httpx.Response:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    pending.keep(JOB)
    pending.keep(replace(JOB, code="b = 2\n", key="key-2"))
    with pytest.raises(Offline):
        pending.send_all(Site(Login(URL, "cw_x"), transport=httpx.MockTransport(handle)))
    assert pending.count() == 1


def test_what_is_for_another_site_and_what_is_damaged_is_left(sign_in, ben, home):
    pending.keep(replace(JOB, url="https://other.example.org"))
    (home / "data" / "pending" / "1-broken.json").write_text("{")
    assert pending.send_all(sign_in(ben)) == []
    assert pending.count() == 1


def lossy(to_site: httpx.BaseTransport, replies_lost: int) -> httpx.BaseTransport:
    """The site takes what it is sent, and the connection ends before it can answer."""
    left = [replies_lost]

    def handle(request: httpx.Request) -> httpx.Response:
        answer = to_site.handle_request(request)
        if request.method == "POST" and left[0]:
            left[0] -= 1
            raise httpx.RemoteProtocolError("Server disconnected without sending a response.")
        return answer

    return httpx.MockTransport(handle)


@pytest.mark.parametrize("replies_lost", [1, TRIES - 1])
def test_a_lost_reply_is_asked_for_again(
    sign_in, to_site, ben, lab, no_pauses, replies_lost: int
) -> None:
    from labs.models import Submission

    site = Site(sign_in(ben).login, transport=lossy(to_site, replies_lost))
    made = pending.send(site, JOB)
    assert made["id"] == Submission.objects.get().pk and len(no_pauses) == replies_lost


def test_what_was_taken_without_a_reply_arrives_once(sign_in, to_site, ben, lab, no_pauses):
    from labs.models import Submission

    site = Site(sign_in(ben).login, transport=lossy(to_site, TRIES + 1))
    with pytest.raises(Offline, match="without sending a response"):
        pending.send(site, JOB)
    taken = Submission.objects.get()
    pending.keep(JOB)
    (sent,) = pending.send_all(site)  # of which the first reply is lost, too
    assert sent.submission["id"] == taken.pk == Submission.objects.get().pk


def test_a_busy_site_is_asked_again_with_the_same_key(no_pauses):
    keys = []

    def handle(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers["Idempotency-Key"])
        return httpx.Response(503 if len(keys) < 3 else 201, json={"id": 7, "detail": "Busy."})

    site = Site(Login(URL, "cw_x"), transport=httpx.MockTransport(handle))
    assert pending.send(site, JOB) == {"id": 7, "detail": "Busy."}
    assert keys == [JOB.key] * 3


def test_the_same_code_waits_once():
    first = pending.keep(JOB)
    assert pending.keep(replace(JOB, key="key-2")) == first and pending.count() == 1
    pending.keep(replace(JOB, code="b = 2\n"))
    pending.keep(replace(JOB, purpose="trial"))
    assert pending.count() == 3
    assert pending.same(JOB, replace(JOB, key="key-2"))
    assert not pending.same(JOB, replace(JOB, lab="other"))
