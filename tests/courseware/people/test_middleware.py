"""Exceeded limits become responses."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, OperationalError
from django.http import HttpResponse

from courseware.people import middleware
from courseware.people.middleware import ThrottleMiddleware
from courseware.people.throttle import TooManyAttempts


@pytest.fixture
def request_(rf):
    request = rf.post("/", HTTP_ORIGIN="http://testserver")
    request.user = AnonymousUser()
    request.resolver_match = SimpleNamespace(view_name="account_login")
    return request


def throttle(view=lambda request: HttpResponse("page")):
    return ThrottleMiddleware(view)


def raising(error):
    def check(request):
        raise error

    return check


def test_a_page_stays_as_it_is(request_):
    response = throttle()(request_)
    assert (response.status_code, response.content) == (200, b"page")
    assert "Retry-After" not in response


def test_a_form_that_shows_the_sentence_gets_status_and_header(request_):
    def view(request):
        request.retry_after = 17
        return HttpResponse("form with a sentence")

    response = throttle(view)(request_)
    assert (response.status_code, response["Retry-After"]) == (429, "17")
    assert response.content == b"form with a sentence"


def test_a_limited_page_is_answered_before_its_view(request_, monkeypatch, db):
    monkeypatch.setattr(middleware, "check_page", raising(TooManyAttempts(17)))
    response = throttle().process_view(request_, None, (), {})
    assert "17 seconds" in response.content.decode()


def test_a_page_that_is_not_limited_goes_on(request_):
    request_.resolver_match = SimpleNamespace(view_name="home")
    assert throttle().process_view(request_, None, (), {}) is None


def test_a_database_that_does_not_work_is_503_here_too(request_, monkeypatch):
    monkeypatch.setattr(middleware, "check_page", raising(OperationalError("no server")))
    assert throttle().process_view(request_, None, (), {}).status_code == 503


def test_an_error_of_our_own_is_not_hidden(request_, monkeypatch):
    monkeypatch.setattr(middleware, "check_page", raising(DatabaseError("no such table")))
    with pytest.raises(DatabaseError):
        throttle().process_view(request_, None, (), {})


@pytest.mark.parametrize(("error", "handled"), [(TooManyAttempts(17), True), (ValueError(), False)])
def test_a_view_without_a_form_may_raise_it(request_, error, handled, db):
    response = throttle().process_exception(request_, error)
    assert (response is not None) is handled
