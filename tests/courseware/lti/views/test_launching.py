"""Launches from a real platform: good ones, and every kind that must be refused."""

from __future__ import annotations

import base64
import hmac
import json
from datetime import timedelta
from typing import Any

import jwt
import pytest
from django.test import Client
from django.utils import timezone

from courseware.lti import keys
from courseware.lti.models import Account, Deployment, Key, Launch, Link, Login, Platform
from courseware.people.models import Role, User
from tests.courseware.lti.conftest import follow, send
from tests.courseware.lti.platform import (
    CLIENT,
    DEPLOYMENT,
    LEARNER,
    TEACHER,
    Message,
    Person,
    key_pair,
)
from tests.factories import make_chapter, make_item

pytestmark = pytest.mark.django_db


def test_a_learner_arrives_at_the_item_signed_in_and_enrolled(client, course, context, launch):
    item = make_item(course)
    response = launch(item=f"quiz/{item.slug}")
    assert response.url == item.get_absolute_url()
    user = Account.objects.get(sub=LEARNER.sub).user
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.get_full_name(), user.email) == (LEARNER.name, LEARNER.email)
    assert user.enrollments.get(course=course).role == Role.STUDENT
    assert Link.objects.get(context=context).item == item
    row = Launch.objects.get()
    assert (row.user, row.problem, row.claims) == (user, "", None)


def test_the_second_launch_is_of_the_same_person_and_makes_nothing_new(context, launch):
    for browser in (Client(), Client()):
        assert launch(browser).status_code == 302
    assert Account.objects.count() == User.objects.count() == 1


def test_a_link_leads_to_a_chapter_or_to_the_course(course, context, launch):
    chapter = make_chapter(course)
    assert launch(item=f"chapter/{chapter.slug}").url == chapter.get_absolute_url()
    assert launch().url == course.get_absolute_url()


def test_a_link_to_what_is_gone_says_so(course, context, launch):
    item = make_item(course, retired=True)
    for name in (f"quiz/{item.slug}", "quiz/", "/", "nonsense", "chapter/none"):
        response = launch(item=name)
        assert response.status_code == 404 and b"no longer has" in response.content


def test_launches_bring_roles_of_the_course(course, context, launch):
    people = [
        Person("1", "A A", "a@x.example", "Instructor"),
        Person("2", "B B", "b@x.example", "TeachingAssistant"),
        Person("3", "C C", "c@x.example", "ContentDeveloper"),
    ]
    for person in people:
        assert launch(Client(), person=person).status_code == 302
    roles = {each.user.first_name: each.role for each in course.enrollments.all()}
    assert roles == {"A": Role.INSTRUCTOR, "B": Role.ASSISTANT, "C": Role.AUTHOR}
    response = launch(Client(), person=Person("4", "D D", "d@x.example", "Mentor"))
    assert response.status_code == 403 and b"no equivalent here" in response.content


def test_in_a_frame_it_goes_on_in_a_new_window_under_the_persons_name(
    client, course, context, launch, server
):
    """As in browsers that keep no cookies there: the window has none of the frame."""
    frame = Client()
    form = server.answer(frame.get("/lti/login/", server.login_params()).url, Message())
    frame.cookies.clear()
    response = send(frame, form, framed=True)
    assert response.status_code == 200 and LEARNER.name.encode() in response.content
    assert "X-Frame-Options" not in response.headers
    policy = response.headers["Content-Security-Policy"]
    assert (
        f"frame-ancestors 'self' {server.url}" in policy and "frame-ancestors 'none'" not in policy
    )
    token = {"token": Launch.objects.get().token}
    for origin in ("http://elsewhere.example", "null"):
        refused = client.post("/lti/open/", token, HTTP_ORIGIN=origin)
        assert refused.status_code == 403
    window = follow(client, client.post("/lti/open/", token, HTTP_ORIGIN="http://testserver"))
    assert window.url == course.get_absolute_url()
    again = client.post("/lti/open/", token, HTTP_ORIGIN="http://testserver")
    assert again.status_code == 403 and b"expired" in again.content


def test_no_other_page_can_be_framed(client, course, context, launch):
    response = client.get(launch().url)
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


def test_another_browser_cannot_finish_a_launch(client, context, server, begin):
    """Or a stranger could sign somebody in to the stranger's account."""
    form = server.answer(begin().url, Message())
    response = send(Client(), form)
    assert response.status_code == 403 and b"another browser" in response.content
    assert send(client, form).status_code == 403  # it was used up


def test_the_address_after_a_launch_is_for_its_browser_alone(client, context, server, begin):
    form = server.answer(begin().url, Message())
    address = client.post("/lti/launch/", form).url
    assert Client().get(address).status_code == 403
    assert client.get(address).status_code == 302
    assert client.get(address).status_code == 403  # once


def test_a_message_comes_once(client, context, server, begin):
    form = server.answer(begin().url, Message())
    assert send(client, form).status_code == 302
    again = send(client, form)
    assert again.status_code == 403 and b"already used" in again.content


def test_a_message_with_the_nonce_of_another_launch_is_refused(client, context, server, begin):
    first = server.answer(begin().url, Message())
    second = server.answer(begin().url, Message())
    response = send(client, second | {"id_token": first["id_token"]})
    assert response.status_code == 403 and b"Nonce" in response.content


@pytest.mark.parametrize("state", ["", "state-unknown", "\0", "x" * 5000, "é"])
def test_an_unknown_state_is_refused(client, context, server, begin, state):
    form = server.answer(begin().url, Message())
    response = send(client, form | {"state": state})
    assert response.status_code == 403 and b"not started here" in response.content


def test_a_launch_that_took_too_long_is_refused(client, context, server, begin):
    form = server.answer(begin().url, Message())
    Login.objects.update(at=timezone.now() - timedelta(hours=1))
    response = send(client, form)
    assert response.status_code == 403 and b"took too long" in response.content


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"aud": "another-client"}, "Registration not found"),
        ({"aud": [CLIENT, "another"], "azp": "another"}, "another tool"),
        ({"aud": [CLIENT], "azp": "another"}, "another tool"),
        ({"aud": []}, "malformed"),
        ({"aud": 5}, "Registration not found"),
        ({"iss": "https://elsewhere.example"}, "Registration not found"),
        ({"sub": None}, "Must have a user"),
        ({"sub": ""}, "Must have a user"),
        ({"sub": ["x"]}, "Subject must be"),
        ({"sub": "x" * 300}, "not offer"),
        ({"sub": "a\0b"}, "not offer"),
        ({"https://purl.imsglobal.org/spec/lti/claim/version": "1.1"}, "version"),
        ({"https://purl.imsglobal.org/spec/lti/claim/roles": None}, "Roles"),
        ({"https://purl.imsglobal.org/spec/lti/claim/roles": "Learner"}, "no equivalent"),
        ({"https://purl.imsglobal.org/spec/lti/claim/resource_link": "x"}, "malformed"),
        ({"https://purl.imsglobal.org/spec/lti/claim/resource_link": None}, "Resource Link"),
        (
            {"https://purl.imsglobal.org/spec/lti/claim/context": ["x"]},
            "does not belong to a course",
        ),
        ({"https://purl.imsglobal.org/spec/lti/claim/message_type": "Other"}, "Unrecognized"),
        ({"https://purl.imsglobal.org/spec/lti/claim/message_type": ["Other"]}, "Unrecognized"),
        ({"https://purl.imsglobal.org/spec/lti/claim/deployment_id": None}, "deployment"),
        ({"https://purl.imsglobal.org/spec/lti/claim/deployment_id": "other"}, "not allowed here"),
        ({"https://purl.imsglobal.org/spec/lti/claim/deployment_id": {"x": 1}}, "deployment"),
    ],
)
def test_a_message_that_says_something_wrong_is_refused_in_words(context, launch, change, words):
    response = launch(change=change)
    assert response.status_code in (400, 403)
    text = response.content.decode()
    assert any(word in text for word in words.split("|")), text
    assert User.objects.count() == 0
    assert Launch.objects.get().problem


def test_odd_texts_are_cleaned_and_never_break_a_page(context, launch):
    odd = {"name": "A\0 \ud800 " + "x" * 500, "email": ["x"], "given_name": 5}
    assert launch(change=odd).status_code == 302
    (user,) = User.objects.all()
    assert user.email == "" and "\0" not in user.get_full_name()


def test_an_expired_message_is_refused(context, launch):
    response = launch(expiration=-10)
    assert response.status_code == 403 and b"expired" in response.content


def signed(form: dict[str, str], key: str, algorithm: str, **header: Any) -> dict[str, str]:
    body = jwt.decode(form["id_token"], options={"verify_signature": False})
    body = {k: v for k, v in (body | header.pop("change", {})).items() if v is not None}
    kept = jwt.get_unverified_header(form["id_token"])
    token = jwt.encode(body, key, algorithm=algorithm, headers={"kid": kept["kid"], **header})
    return form | {"id_token": token}


def unsigned(form: dict[str, str]) -> dict[str, str]:
    body = jwt.decode(form["id_token"], options={"verify_signature": False})
    kept = jwt.get_unverified_header(form["id_token"])
    token = jwt.encode(body, "", algorithm="none", headers={"kid": kept["kid"]})
    return form | {"id_token": token}


def by_public_key(form: dict[str, str]) -> dict[str, str]:
    """HS256 with the platform's public key as the secret, by hand: libraries refuse to."""

    def encoded(part: bytes) -> str:
        return base64.urlsafe_b64encode(part).rstrip(b"=").decode()

    kid = jwt.get_unverified_header(form["id_token"])["kid"]
    head = encoded(json.dumps({"alg": "HS256", "typ": "JWT", "kid": kid}).encode())
    text = f"{head}.{form['id_token'].split('.')[1]}"
    digest = hmac.digest(key_pair()[1].encode(), text.encode(), "sha256")
    return form | {"id_token": f"{text}.{encoded(digest)}"}


FORGERIES: dict[str, Any] = {
    "from the future": lambda form: signed(form, key_pair()[0], "RS256", change={"iat": 4e9}),
    "of no time": lambda form: signed(form, key_pair()[0], "RS256", change={"iat": None}),
    "for ever": lambda form: signed(form, key_pair()[0], "RS256", change={"exp": None}),
    "wrong key": lambda form: signed(form, key_pair(1)[0], "RS256"),
    "unknown key": lambda form: signed(form, key_pair(1)[0], "RS256", kid="unknown"),
    "no algorithm": unsigned,
    "public key as secret": by_public_key,
    "other algorithm": lambda form: signed(form, key_pair()[0], "RS512"),
    "changed body": lambda form: form | {"id_token": form["id_token"].replace(".e", ".f", 1)},
    "cut": lambda form: form | {"id_token": form["id_token"][:-20]},
    "no token": lambda form: form | {"id_token": ""},
    "nonsense": lambda form: form | {"id_token": "a.b.c"},
    "two parts": lambda form: form | {"id_token": "a.b"},
    "long": lambda form: form | {"id_token": "a" * 300_000},
    "a list": lambda form: form | {"id_token": "eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.W10.x"},
    "nul": lambda form: form | {"id_token": "\0"},
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_message_is_refused(client, context, server, begin, forge):
    form = forge(server.answer(begin().url, Message()))
    response = send(client, form)
    assert response.status_code in (400, 403) and b"could not be opened" in response.content
    assert User.objects.count() == 0 and "_auth_user_id" not in client.session


def test_keys_are_read_once_and_again_when_the_platform_changes_them(
    client, context, platform, server, launch
):
    launch()
    launch()
    assert server.requests.count("GET /jwks") == 1
    private, public = key_pair(1)
    server.registration.set_platform_private_key(private).set_platform_public_key(public)
    assert launch().status_code == 403  # within a minute of the last look
    Platform.objects.update(keyset_at=timezone.now() - timedelta(minutes=2))
    assert launch().status_code == 302
    assert server.requests.count("GET /jwks") == 2


def test_a_platform_whose_keys_cannot_be_read(client, context, server, begin, launch):
    server.fails_with = 500
    response = launch()
    assert response.status_code == 502 and b"status 500" in response.content
    server.fails_with = 0
    assert launch().status_code == 302
    Platform.objects.update(keyset_at=timezone.now() - timedelta(hours=2))
    server.fails_with = 500
    assert launch().status_code == 302  # those of two hours ago do


def test_a_new_deployment_waits_until_it_is_allowed(context, platform, launch):
    Deployment.objects.filter(key=DEPLOYMENT).update(active=False)
    assert b"not allowed here" in launch().content
    Deployment.objects.filter(key=DEPLOYMENT).update(active=True)
    assert launch().status_code == 302


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"iss": ""}, "not registered here"),
        ({"iss": "https://elsewhere.example"}, "not registered here"),
        ({"iss": "\0"}, "not registered here"),
        ({"client_id": "other"}, "not registered here"),
        ({"login_hint": ""}, "login hint"),
    ],
)
def test_a_launch_that_does_not_begin_well_is_refused(context, begin, params, words):
    response = begin(**params)
    assert response.status_code == 403 and words in response.content.decode()


def test_a_platform_with_one_registration_need_not_name_it(context, platform, begin):
    assert begin(client_id="").status_code == 302
    Platform.objects.create(name="Second", issuer=platform.issuer, client_id="second")
    assert begin(client_id="").status_code == 403


def test_a_platform_that_was_switched_off_opens_nothing(client, context, server, begin):
    form = server.answer(begin().url, Message())
    Platform.objects.update(active=False)
    assert b"disabled on this site" in send(client, form).content
    assert begin().status_code == 403


def test_the_state_cookie_crosses_sites_only_by_https(client, context, server):
    response = client.get("/lti/login/", server.login_params(), secure=True)
    cookie = response.cookies["lti"]
    assert cookie["secure"] and cookie["samesite"] == "None" and cookie["httponly"]
    assert cookie["path"] == "/lti/"


def test_the_key_set_shows_public_halves_of_the_old_and_the_new_key(client):
    (first,) = client.get("/lti/jwks/").json()["keys"]
    assert first["kty"] == "RSA" and first["use"] == "sig" and "d" not in first
    keys.rotate()
    assert len(client.get("/lti/jwks/").json()["keys"]) == 2
    Key.objects.exclude(retired_at=None).update(retired_at=timezone.now() - timedelta(days=30))
    assert first not in client.get("/lti/jwks/").json()["keys"]


def test_the_platforms_own_error_is_told(client, context):
    response = client.post("/lti/launch/", {"error": "login_required", "state": "x"})
    assert response.status_code == 403 and b"login_required" in response.content


def test_a_teacher_is_named_in_the_frame(client, context, launch):
    assert TEACHER.name.encode() in launch(framed=True, person=TEACHER).content
