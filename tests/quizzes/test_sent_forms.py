"""A form that comes back says what it held: a lost session, a lost token, too much at once."""

import pytest
from django.test import Client
from django.urls import reverse

from quizzes import services

pytestmark = pytest.mark.django_db
ESSAY = "Because the slope of the absolute value stays the same near zero, <b>always</b>."
SHOWN = ESSAY.replace("<", "&lt;").replace(">", "&gt;")
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def forms(make_quiz, ben, ada):
    """Every address of the site that takes typed text, with such text."""
    attempt = services.start_attempt(item=make_quiz(), user=ben)
    slug, pk = attempt.item.slug, attempt.pk
    return {
        reverse("quizzes:save", args=["ml", slug, pk]): {"grow.width": ESSAY},
        reverse("extension-give", args=["ml"]): {"reason": ESSAY},
        reverse("regrade-new", args=["ml", "quiz", slug]): {"people": ESSAY},
        reverse("override", args=["ml", ben.pk, "quiz", slug]): {"reason": ESSAY, "points": "1"},
        "/admin/items/course/add/": {"title": ESSAY},
    }


def test_a_form_of_a_lost_session_shows_what_it_held_and_can_be_sent_again(forms):
    for address, fields in forms.items():
        response = Client().post(address, fields | {"new_password": "secret"}, **HERE)
        page = response.content.decode()
        assert (response.status_code, response["Cache-Control"]) == (401, "no-store")
        assert SHOWN in page
        assert "secret" not in page
        assert f'action="{address}"' in page
        assert "/accounts/login/?next=" in page


def test_a_page_and_an_empty_form_lead_to_signing_in_as_ever(forms):
    for address in forms:
        assert Client().get(address).status_code in (302, 405)
        assert Client().post(address, {"csrfmiddlewaretoken": "x"}).status_code == 302


def test_a_form_without_its_token_shows_what_it_held(forms, ada, ben):
    for address, fields in forms.items():
        client = Client(enforce_csrf_checks=True)
        client.force_login(ben if "answers" in address else ada)
        page = client.post(address, fields).content.decode()
        assert SHOWN in page
        assert "Send again" not in page  # the browser does not say where it came from
        response = client.post(address, fields, **HERE)
        assert response.status_code == 403
        assert "Send again" in response.content.decode()


def test_what_another_site_sends_is_neither_shown_nor_sent_again(forms, ada):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    for origin in ("https://elsewhere.example", "null", "http://testserver.example"):
        for address, fields in forms.items():
            page = client.post(address, fields, HTTP_ORIGIN=origin).content.decode()
            assert SHOWN not in page
            assert "Send again" not in page


def test_the_returned_form_is_taken_once_its_person_is_back(forms, ben):
    address = next(iter(forms))
    client = Client(enforce_csrf_checks=True)
    client.force_login(ben)
    page = client.post(address, {"stay": "1", "comment": ESSAY}, **HERE)
    token = page.context["csrf_token"]
    again = client.post(address, {"csrfmiddlewaretoken": str(token), "stay": "1"}, **HERE)
    assert again.status_code == 302


@pytest.mark.parametrize("fields", [{"grow.width": "x" * 1_600_000},
                                    {f"f{number}": "x" for number in range(2000)}])  # fmt: skip
def test_too_much_says_where_the_text_is(client, forms, ben, fields):
    client.force_login(ben)
    response = client.post(next(iter(forms)), fields)
    assert response.status_code in (400, 413)
    assert "still in your browser" in response.content.decode()
