"""Errors as problems."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404
from django.test import RequestFactory
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from courseware.api.problems import MEDIA_TYPE, ApiError, add_handlers, problem

INVALID = ValidationError([{"loc": ("body", "code"), "msg": "Field required", "type": "missing"}])


@pytest.fixture
def respond():
    api = NinjaAPI(urls_namespace="test-problems")
    add_handlers(api)
    return lambda error, method="get": api.on_exception(
        getattr(RequestFactory(), method)("/x"), error
    )


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (ApiError(409, "Not now."), 409, "Not now."),
        (INVALID, 422, "errors"),
        (HttpError(400, "Cannot parse request body"), 400, "Cannot parse"),
        (Http404("No such lab."), 404, "No such lab."),
        (Http404(), 404, "Not found"),
        (PermissionDenied(), 403, "permission to do this"),
        (RequestDataTooBig(), 413, "larger than 1500 kB"),
        (OperationalError("database is locked"), 503, "send the request again"),
        (KeyError("a field"), 409, "cannot read"),
    ],
    ids=repr,
)
def test_an_exception_is_a_problem_with_a_sentence(respond, error, status, words):
    response = respond(error)
    found = json.loads(response.content)
    assert (response.status_code, response["Content-Type"]) == (status, MEDIA_TYPE)
    assert found["status"] == status and words in found["detail"] and found["title"]


def test_a_value_that_is_wrong_is_named(respond):
    (found,) = json.loads(respond(INVALID).content)["errors"]
    assert found == {"place": "body.code", "detail": "Field required"}


def test_a_bug_is_no_problem(respond):
    with pytest.raises(RuntimeError):
        respond(RuntimeError("a bug"))
    with pytest.raises(KeyError):
        respond(KeyError("a field"), "post")


def test_a_problem_may_have_headers_and_a_type():
    response = problem(503, "Busy.", type="https://example.org/busy", headers={"Retry-After": "2"})
    assert response["Retry-After"] == "2"
    assert json.loads(response.content)["type"] == "https://example.org/busy"
