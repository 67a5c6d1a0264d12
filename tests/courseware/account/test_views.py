"""The pages of one's own account."""

from __future__ import annotations

import io
import zipfile

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from courseware.people.models import User
from courseware.people.page_limits import EXPORT
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"
PAGES = ("profile", "sessions", "delete-account")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def dora(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    user = make_user("dora")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def hers(client, dora):
    client.force_login(dora)
    return client


def browser(user, agent=FIREFOX):
    """Another browser in which the person is signed in."""
    made = Client(HTTP_USER_AGENT=agent)
    made.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    return made


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("page", [*PAGES, "export"])
def test_they_are_for_people_who_are_signed_in(client, page):
    answer = client.post(reverse(page))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/accounts/login/")


def test_settings_are_saved_and_said_to_be(hers, dora):
    answer = hers.post(reverse("profile"), {"shown_name": "Dodo", "theme": "light"}, follow=True)
    assert "Settings saved." in text(answer)
    assert "Dodo" in text(answer)
    dora.refresh_from_db()
    assert (dora.shown_name, dora.theme) == ("Dodo", "light")


def test_a_refused_form_keeps_what_was_typed_and_changes_nothing(hers, dora):
    make_user("eva", pen_name="gradient")
    answer = hers.post(reverse("profile"), {"shown_name": "Dodo", "pen_name": "gradient"})
    assert answer.status_code == 422
    assert "is already taken" in text(answer) and "Dodo" in text(answer)
    dora.refresh_from_db()
    assert dora.shown_name == ""


def test_the_language_of_the_footer_is_kept_in_the_browser_and_in_the_profile(client, dora):
    home = client.get(reverse("home")).content.decode()
    assert '<html lang="en"' in home
    assert 'name="language" value="de" lang="de"' in home
    choice = {"language": "de", "next": "/style/"}
    response = client.post(reverse("language"), choice)
    assert (response.status_code, response["Location"]) == (302, "/style/")
    assert client.cookies["language"].value == "de"
    assert '<html lang="de"' in client.get(reverse("home")).content.decode()

    client.force_login(dora)
    client.post(reverse("language"), choice)
    dora.refresh_from_db()
    assert dora.language == "de"
    client.post(reverse("language"), {"language": "tlh"})
    dora.refresh_from_db()
    assert dora.language == "de"


def test_a_browsers_own_language_is_that_of_the_pages_and_kept_at_sign_up(client):
    page = client.get(reverse("account_signup"), HTTP_ACCEPT_LANGUAGE="fr, es;q=0.8, en;q=0.5")
    assert '<html lang="es"' in page.content.decode()
    assert "Accept-Language" in page["Vary"]
    form = {"first_name": "Eva", "username": "eva", "email": "eva@example.org"}
    passwords = {"password1": "quiet river 9", "password2": "quiet river 9"}
    client.post(reverse("account_signup"), form | passwords, HTTP_ACCEPT_LANGUAGE="es")
    assert User.objects.get(username="eva").language == "es"


def test_addresses_password_and_reset_are_linked(hers):
    page = text(hers.get(reverse("profile")))
    names = ("account_email", "account_change_password", "account_reset_password", *PAGES)
    assert all(f'"{reverse(name)}"' in page for name in names)


def test_other_sessions_are_listed_and_ended(hers, dora):
    other = browser(dora)
    page = text(hers.get(reverse("sessions")))
    assert "Firefox on Linux" in page and "(this browser)" in page
    session = UserSession.objects.exclude(session_key=hers.session.session_key).get()
    hers.post(reverse("sessions"), {"session": session.pk})
    assert other.get(reverse("profile")).status_code == 302
    assert hers.get(reverse("profile")).status_code == 200


def test_all_others_are_ended_at_once_but_this_one(hers, dora):
    others = [browser(dora), browser(dora, "curl/8.0")]
    answer = hers.post(reverse("sessions"), follow=True)
    assert "Sessions ended: 2." in text(answer)
    assert [other.get(reverse("profile")).status_code for other in others] == [302, 302]


@pytest.mark.parametrize("session", ["0", "-1", "x", "9" * 40])
def test_a_session_that_is_not_ones_own_is_not_ended(hers, dora, session):
    eva = make_user("eva")
    hers_too = Client()
    hers_too.force_login(eva)
    hers_too.get(reverse("sessions"))
    foreign = UserSession.objects.get(user=eva)
    for pk in (session, foreign.pk):
        assert hers.post(reverse("sessions"), {"session": pk}).status_code == 302
    assert hers_too.get(reverse("profile")).status_code == 200


def test_the_copy_of_ones_data_is_a_zip_and_is_limited(hers):
    answer = hers.post(reverse("export"))
    assert "courseware-dora-" in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as archive:
        assert archive.testzip() is None
    codes = [hers.post(reverse("export")).status_code for _ in range(EXPORT.allowance.burst)]
    assert codes[-1] == 429


def test_deleting_says_what_goes_and_what_stays_and_asks_for_the_password(hers, dora):
    page = text(hers.get(reverse("delete-account")))
    assert "What is permanently deleted" in page and "What is kept, without your name" in page
    answer = hers.post(reverse("delete-account"), {"password": "battery"})
    assert answer.status_code == 422 and "That is not your password" in text(answer)
    answer = hers.post(reverse("delete-account"), {"password": PASSWORD}, follow=True)
    assert "Your account has been deleted." in text(answer)
    assert User.objects.get(pk=dora.pk).erased_at
    assert not Client().login(username="dora", password=PASSWORD)


def test_the_only_instructor_gets_a_reason_and_no_form(client, ada):
    client.force_login(ada)
    answer = client.post(reverse("delete-account"), {"password": "x"})
    assert answer.status_code == 422
    assert "You are the only instructor" in text(answer)
    assert 'name="password"' not in text(answer)
