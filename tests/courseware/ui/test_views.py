from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client

from courseware.ui import views


@pytest.fixture
def style_page(db, client) -> str:
    response = client.get("/style/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_style_page_shows_every_component(style_page, settings):
    folder = settings.BASE_DIR / "courseware" / "ui" / "templates" / "ui"
    used = set()
    for page in [folder / "base.html", *folder.glob("style*.html"), *folder.glob("style/*.html")]:
        used |= _names_in(page.read_text("utf-8"))
    for path in folder.glob("components/*.html"):
        used |= _names_in(path.read_text("utf-8"))
    used |= {"timing_strip", "scaling_plot"}  # by their tags
    assert {path.stem for path in folder.glob("components/*.html")} - used == set()


def _names_in(text: str) -> set[str]:
    return set(re.findall(r"ui/components/(\w+)\.html", text))


def test_a_page_has_one_h1_a_skip_link_and_landmarks(style_page):
    assert style_page.count("<h1") == 1
    assert style_page.index('href="#content"') < style_page.index("<header")
    for landmark in ("<header", "<main", "<footer", 'aria-label="Breadcrumb"'):
        assert landmark in style_page


@pytest.mark.parametrize(
    "pattern", [r"\sstyle=", r"\son\w+=", r"<style", r"<script(?![^>]*\bsrc=)"]
)
def test_nothing_inline_stands_in_a_page(style_page, pattern):
    assert re.findall(pattern, style_page) == []


def test_each_id_stands_once(style_page):
    ids = re.findall(r'\sid="([^"]+)"', style_page)
    forms_shown_twice = [name for name in ids if name.startswith("id_")]
    rest = [name for name in ids if name not in forms_shown_twice]
    assert sorted(rest) == sorted(set(rest))


def test_an_unknown_address_gets_a_page_that_says_what_to_do(db, client):
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    page = response.content.decode()
    assert "Page not found" in page
    assert "Resolver" not in page


def test_an_error_shows_the_sentence_of_the_view_but_not_djangos(rf):
    ours = views.not_found(rf.get("/"), Http404("This course has no quiz “x”."))
    djangos = views.not_found(rf.get("/"), Http404("No Course matches the given query."))
    refused = views.permission_denied(rf.get("/"), PermissionDenied("Only instructors may."))
    assert "This course has no quiz “x”." in ours.content.decode()
    assert "matches the given query" not in djangos.content.decode()
    assert (refused.status_code, "Only instructors may." in refused.content.decode()) == (403, True)


def test_the_sentence_of_an_error_is_escaped(rf):
    page = views.not_found(rf.get("/"), Http404("<script>alert(1)</script>"))
    assert "<script>alert" not in page.content.decode()


def test_the_page_of_a_server_error_needs_neither_request_nor_database(rf):
    response = views.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()


def test_a_form_without_its_token_is_told_that_nothing_was_sent(db):
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "ben"})
    assert response.status_code == 403
    assert "Nothing was sent" in response.content.decode()


@pytest.mark.parametrize("page", ["login", "signup", "password/reset"])
def test_account_pages_wear_the_same_look(db, client, page):
    html = client.get(f"/accounts/{page}/").content.decode()
    assert 'class="page-header"' in html
    assert html.count("<h1") == 1
    assert "field-label" in html


def test_a_wrong_field_is_tied_to_its_error(db, client):
    html = client.post("/accounts/signup/", {"username": ""}).content.decode()
    assert 'aria-invalid="true"' in html
    for name in re.findall(r'aria-describedby="([^"]+)"', html):
        for part in name.split():
            assert f'id="{part}"' in html
