"""A page whose data cannot be read says so, and gives back what was sent."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse

from courseware.database.row_errors import DATA_ERRORS
from courseware.ui.data_errors import NOT_SAVED, handle_data_errors


@handle_data_errors
def view(request, error=None):
    """A page."""
    if error is not None:
        raise error("a field that is missing")
    return HttpResponse("page")


@pytest.fixture
def respond(rf):
    def respond(method="get", fields=None, error=KeyError, **headers):
        request = getattr(rf, method)("/x/", fields or {}, **headers)
        request.user = AnonymousUser()
        return view(request, error=error)

    return respond


def test_a_page_without_errors_stays_as_it_is(respond):
    assert respond(error=None).content == b"page"
    assert view.__doc__ == "A page."


@pytest.mark.parametrize("error", DATA_ERRORS, ids=lambda error: error.__name__)
def test_a_page_says_so_and_the_log_has_the_reason(respond, error, caplog):
    assert respond(error=error).status_code == 200
    assert "GET /x/ meets data that cannot be read." in caplog.text
    assert "a field that is missing" in caplog.text


def test_a_form_gets_its_text_back(respond):
    response = respond("post", {"text": "my long answer", "password": "secret"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "my long answer" in page
    assert "secret" not in page


def test_a_script_gets_json(respond):
    response = respond("post", HTTP_ACCEPT="application/json")
    assert (response.status_code, json.loads(response.content)) == (409, {"sentence": NOT_SAVED})


def test_what_a_view_refuses_is_no_error_of_data(respond):
    with pytest.raises(Http404):
        respond(error=Http404)
