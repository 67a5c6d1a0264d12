"""Submissions that could not be sent."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest
from courseware_client import pending
from courseware_client.errors import Offline
from courseware_client.pending import Pending
from courseware_client.settings import Login
from courseware_client.site import Site

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
    pending.keep(replace(JOB, key="key-2"))
    with pytest.raises(Offline):
        pending.send_all(Site(Login(URL, "cw_x"), transport=httpx.MockTransport(handle)))
    assert pending.count() == 1


def test_what_is_for_another_site_and_what_is_damaged_is_left(sign_in, ben, home):
    pending.keep(replace(JOB, url="https://other.example.org"))
    (home / "data" / "pending" / "1-broken.json").write_text("{")
    assert pending.send_all(sign_in(ben)) == []
    assert pending.count() == 1
