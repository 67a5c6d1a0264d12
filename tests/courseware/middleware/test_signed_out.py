"""A form whose session has ended comes back with what it held."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from courseware.middleware.signed_out import SignedOutMiddleware, plain_text_response
from courseware.people.models import User

SIGN_IN = "/accounts/login/?next=/x/"
HERE = {"HTTP_ORIGIN": "http://testserver"}


def respond(request: HttpRequest, *, to: str | None = SIGN_IN, user: Any = None) -> HttpResponse:
    """What the middleware makes of a view's redirect."""
    request.user = user or AnonymousUser()
    view = HttpResponseRedirect(to) if to else HttpResponse("page")
    return SignedOutMiddleware(lambda _: view)(request)


def test_a_form_comes_back_with_what_was_typed(rf):
    response = respond(rf.post("/x/", {"text": "my answer", "password": "secret"}, **HERE))
    page = response.content.decode()
    assert (response.status_code, response["Cache-Control"]) == (401, "no-store")
    assert "my answer" in page
    assert "secret" not in page
    assert 'action="/x/"' in page


@pytest.mark.parametrize("headers", [{}, {"HTTP_ORIGIN": "https://evil.org"}])
def test_a_form_of_unknown_origin_comes_back_without_a_button(rf, headers):
    page = respond(rf.post("/x/", {"text": "my answer"}, **headers)).content.decode()
    assert "my answer" in page
    assert 'action="/x/"' not in page


def test_htmx_gets_a_sentence(rf):
    response = respond(rf.post("/x/", {"text": "a"}, HTTP_HX_REQUEST="true"))
    assert (response.status_code, response["Content-Type"]) == (401, "text/plain; charset=utf-8")
    assert "signed out" in response.content.decode()


def test_the_admin_s_sign_in_counts_too(rf):
    response = respond(rf.post("/admin/x/", {"text": "a"}), to="/admin/login/?next=/admin/x/")
    assert response.status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "fields", "to"),
    [
        ("get", "/x/", {"text": "a"}, SIGN_IN),
        ("post", "/x/", {"text": ""}, SIGN_IN),
        ("post", "/x/", {"text": "a"}, "/courses/ml/"),
        ("post", "/accounts/email/", {"email": "a"}, SIGN_IN),
    ],
    ids=["page", "empty form", "elsewhere", "account page"],
)
def test_everything_else_is_redirected_as_ever(rf, method, path, fields, to):
    assert respond(getattr(rf, method)(path, fields), to=to).status_code == 302


def test_a_view_s_own_response_stays(rf):
    assert respond(rf.post("/x/", {"text": "a"}), to=None).content == b"page"


def test_somebody_who_is_signed_in_is_redirected(rf):
    assert respond(rf.post("/x/", {"text": "a"}), user=User()).status_code == 302


def test_a_sentence_is_never_cached():
    response = plain_text_response("Too much.", status=413)
    assert (response.status_code, response.content) == (413, b"Too much.")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("fields", [{}, {"text": "my answer"}])
@pytest.mark.parametrize("headers", [{}, HERE])
def test_a_file_is_said_to_be_lost_and_asked_for_again(rf, fields, headers):
    file = SimpleUploadedFile("losses.py", b"x = 1")
    response = respond(rf.post("/x/", {**fields, "file": file}, **headers))
    page = response.content.decode()
    assert response.status_code == 401
    assert "This page keeps what you typed. The file losses.py was not kept: choose it again." in (
        " ".join(page.split())
    )
