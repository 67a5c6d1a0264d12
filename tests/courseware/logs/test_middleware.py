"""Ids of requests."""

from __future__ import annotations

import logging

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from courseware.logs.context import ContextFilter
from courseware.logs.middleware import HEADER, RequestIdMiddleware


def seen(given: str | None) -> tuple[str, str]:
    """The id in lines that the view logs, and that of the response."""

    def view(_request: object) -> HttpResponse:
        record = logging.makeLogRecord({})
        ContextFilter().filter(record)
        return HttpResponse(record.__dict__["request_id"])

    headers = {HEADER: given} if given is not None else {}
    response = RequestIdMiddleware(view)(RequestFactory().get("/", headers=headers))
    return response.content.decode(), response[HEADER]


def test_each_request_has_an_id_of_its_own_in_the_log_and_in_the_response():
    (logged, sent), (other, _) = seen(None), seen(None)
    assert logged == sent
    assert len(logged) == 16
    assert logged != other


def test_an_id_of_a_proxy_is_kept():
    assert seen("4f6e-21.b_c") == ("4f6e-21.b_c", "4f6e-21.b_c")


@pytest.mark.parametrize(
    "given", ["", "short", "x" * 65, 'a"b c d e f', "zeilen\numbruch", "äöüäöüäö"]
)
def test_an_id_that_would_be_odd_in_a_log_is_replaced(given):
    assert given not in seen(given)


def test_every_page_has_one(db):
    assert Client().get("/accounts/login/").headers[HEADER]
