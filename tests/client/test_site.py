"""Requests to the site, and what goes wrong with them."""

from __future__ import annotations

import httpx
import pytest
from courseware_client.errors import NotAllowed, Offline, Refused
from courseware_client.settings import Login
from courseware_client.site import Site

LOGIN = Login("https://course.example.org", "cw_secret", "ml")


def site_that(*answers: object) -> Site:
    """A site that answers so, one answer after the other: a response, or an exception."""
    left = list(answers)

    def handle(request: httpx.Request) -> httpx.Response:
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, httpx.Response)
        return answer

    return Site(LOGIN, transport=httpx.MockTransport(handle))


def test_it_says_who_asks_and_reads_what_comes(sign_in, ben):
    assert sign_in(ben).get("/me")["username"] == "ben"


def test_a_refusal_is_the_sites_sentence(sign_in, ben, course):
    with pytest.raises(Refused, match="no lab “none”") as refused:
        sign_in(ben).get("/courses/ml/labs/none")
    assert refused.value.http_status == 404


def test_a_wrong_value_is_named(sign_in, ben, course):
    with pytest.raises(Refused, match=r"body\.body\.purpose|purpose"):
        sign_in(ben).post("/courses/ml/labs/none/submissions", {"code": "a", "purpose": "x"})


def test_a_token_that_is_none_and_one_that_may_not(to_site, sign_in, ben, course):
    with pytest.raises(NotAllowed, match="valid token"):
        Site(Login("http://testserver", "cw_none"), transport=to_site).get("/me")
    with pytest.raises(NotAllowed, match="“submit”"):
        sign_in(ben, "read").post("/courses/ml/labs/none/submissions", {"code": "a"})


def test_a_site_that_is_busy_is_asked_again(no_pauses):
    busy = httpx.Response(503, headers={"Retry-After": "3"})
    assert site_that(busy, httpx.ReadError("cut"), httpx.Response(200, json=1)).get("/me") == 1
    assert no_pauses == [3.0, 2.0]


def test_a_site_that_stays_away_is_offline(no_pauses):
    with pytest.raises(Offline, match="cannot be reached"):
        site_that(httpx.ConnectError("no route")).get("/me")
    with pytest.raises(Offline, match="503"):
        site_that(*[httpx.Response(503)] * 4).get("/me")


def test_what_must_not_happen_twice_is_sent_once(no_pauses):
    with pytest.raises(Offline):
        site_that(httpx.ReadError("cut")).post("/x", {})
    assert (
        site_that(httpx.ReadError("cut"), httpx.Response(201, json=2)).post("/x", {}, key="k") == 2
    )


def test_an_answer_that_is_no_problem_is_told_by_its_status():
    with pytest.raises(Refused, match="418"):
        site_that(httpx.Response(418, text="<html>")).get("/me")


def test_events_are_read_by_their_names():
    stream = httpx.Response(
        200, text="retry: 5\n\nevent: fragment\ndata: 1\n\n: no\n\nevent: done\n\n"
    )
    assert list(site_that(stream).events("/events")) == ["fragment", "done"]
    with pytest.raises(Offline):
        list(site_that(httpx.ReadError("cut")).events("/events"))
