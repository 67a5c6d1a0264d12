"""503 while the database does not work, in the format that was asked for."""

from __future__ import annotations

import json

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse

from courseware.middleware.unavailable import (
    NOT_SAVED,
    NOT_TAKEN,
    UnavailableMiddleware,
    response_for,
)

HERE = {"HTTP_ORIGIN": "http://testserver"}
ELSEWHERE = {"HTTP_ORIGIN": "https://evil.org"}


def page(request, **options) -> str:
    response = response_for(request, **options)
    assert (response.status_code, response["Retry-After"]) == (503, "2")
    assert response["Cache-Control"] == "no-store"
    return response.content.decode()


def test_a_script_gets_json(rf):
    response = response_for(rf.post("/x/", HTTP_ACCEPT="application/json"))
    assert (response.status_code, json.loads(response.content)) == (503, {"sentence": NOT_SAVED})


def test_a_browser_that_takes_json_as_well_gets_a_page(rf):
    accept = "text/html,application/json;q=0.9"
    assert "<!doctype html>" in page(rf.get("/x/", HTTP_ACCEPT=accept))


def test_htmx_gets_a_sentence(rf):
    assert page(rf.post("/x/", HTTP_HX_REQUEST="true")) == NOT_TAKEN


def test_a_form_comes_back_and_can_be_sent_again(rf):
    text = page(rf.post("/x/?page=2", {"answer": "my answer"}, **HERE))
    assert "my answer" in text
    assert 'action="/x/?page=2"' in text
    assert "csrfmiddlewaretoken" in text


@pytest.mark.parametrize(
    ("headers", "checked", "kept"),
    [
        (HERE, True, True),
        (HERE, False, True),
        ({}, True, True),
        ({}, False, False),
        (ELSEWHERE, True, False),
        (ELSEWHERE, False, False),
    ],
)
def test_what_another_site_made_a_browser_send_gets_no_valid_token(rf, headers, checked, kept):
    text = page(rf.post("/x/", {"answer": "my answer"}, **headers), checked=checked)
    assert ("my answer" in text, "csrfmiddlewaretoken" in text) == (kept, kept)


def test_a_page_can_be_loaded_again(rf):
    text = page(rf.get("/x/?page=2"))
    assert 'href="/x/?page=2"' in text
    assert "<form" not in text


@pytest.mark.parametrize("error", [InterfaceError("closed"), OperationalError("no server")])
def test_an_error_of_the_connection_is_answered_and_logged(rf, error, caplog):
    response = UnavailableMiddleware(lambda _: HttpResponse()).process_exception(
        rf.get("/x/"), error
    )
    assert response is not None
    assert response.status_code == 503
    assert "Database or disk could not serve GET /x/." in caplog.text


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("x")])
def test_other_errors_are_not_the_database_s(rf, error):
    middleware = UnavailableMiddleware(lambda _: HttpResponse("page"))
    assert middleware.process_exception(rf.get("/x/"), error) is None
    assert middleware(rf.get("/x/")).content == b"page"
