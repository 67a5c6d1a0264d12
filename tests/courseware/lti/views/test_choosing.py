"""Deep linking: what is chosen comes to the platform, signed."""

from __future__ import annotations

import re

import jwt
import pytest
from django.test import Client

from courseware.lti.models import Account, Context, Launch
from tests.courseware.lti.conftest import follow
from tests.courseware.lti.platform import TEACHER, Message, Person
from tests.factories import make_chapter, make_item

pytestmark = pytest.mark.django_db
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def items(course):
    chapter = make_chapter(course, slug="basics", title="Basics")
    return [
        make_item(course, slug="zeros", title="Zeros", points=4, chapter=chapter),
        make_item(course, "lab", slug="sums", title="Sums", points=10),
        make_item(course, slug="old", title="Retired", retired=True),
    ]


@pytest.fixture
def choose(server, launch):
    """The page in the frame, without cookies, as browsers that keep none show it."""

    def choose(person=TEACHER, **change):
        frame = Client()
        form = server.answer(
            frame.get("/lti/login/", server.login_params()).url,
            Message(person=person, deep=True, change=change),
        )
        frame.cookies.clear()
        page = frame.post("/lti/launch/", form, HTTP_SEC_FETCH_DEST="iframe")
        frame.cookies.clear()
        return frame, page

    return choose


def token_in(page):
    return re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]


def send_on(server, page):
    """As the browser does: the form of our page, to the platform."""
    content = page.content.decode()
    action = re.search(r'action="([^"]+)" data-send-on', content)[1]
    answer = re.search(r'name="JWT" value="([^"]+)"', content)[1]
    assert action == f"{server.url}/deep-link"
    status, _, _ = server.respond("POST", "/deep-link", f"JWT={answer}".encode(), {})
    assert status == 200
    return server.deep_links


def test_quizzes_labs_and_chapters_can_be_chosen(server, context, items, choose):
    frame, page = choose()
    text = page.content.decode()
    assert all(title in text for title in ("Zeros", "Sums", "Basics")) and "Retired" not in text
    assert f"frame-ancestors 'self' {server.url}" in page.headers["Content-Security-Policy"]
    names = ["quiz/zeros", "lab/sums", "chapter/basics", "quiz/old", "nonsense", "quiz/zeros"]
    sent = frame.post(
        "/lti/choose/", {"token": token_in(page), "item": names, "choose": ""}, **HERE
    )
    assert f"form-action 'self' {server.url}" in sent.headers["Content-Security-Policy"]
    links = send_on(server, sent)
    assert [link["custom"]["item"] for link in links] == names[:3]
    assert links[0]["lineItem"] == {
        "scoreMaximum": 4.0,
        "label": "Zeros",
        "resourceId": "quiz/zeros",
    }
    assert "lineItem" not in links[2]
    assert {link["url"] for link in links} == {f"{server.tool}/lti/launch/"}
    assert links[0]["window"] == {"targetName": "_blank"}


def test_a_choice_is_sent_once(context, items, choose):
    frame, page = choose()
    values = {"token": token_in(page), "item": "quiz/zeros", "choose": ""}
    assert frame.post("/lti/choose/", values, **HERE).status_code == 200
    assert frame.post("/lti/choose/", values, **HERE).status_code == 403
    assert Launch.objects.get().claims is None


def test_only_our_own_page_can_send_a_choice(context, items, choose):
    frame, page = choose()
    values = {"token": token_in(page), "item": "quiz/zeros", "choose": ""}
    assert frame.post("/lti/choose/", values).status_code == 403
    elsewhere = {"HTTP_ORIGIN": "https://elsewhere.example"}
    assert frame.post("/lti/choose/", values, **elsewhere).status_code == 403


def test_nothing_chosen_says_so_and_keeps_the_page(context, items, choose):
    frame, page = choose()
    again = frame.post("/lti/choose/", {"token": token_in(page), "choose": ""}, **HERE)
    assert again.status_code == 422 and b"Nothing is selected" in again.content
    assert token_in(again) == token_in(page)


def test_a_platform_that_takes_one_link_gets_one(server, context, items, choose):
    frame, page = choose()
    launch = Launch.objects.get()  # the platform of the tests takes several, with points
    launch.claims["deep_linking"] |= {"accept_multiple": False, "accept_lineitem": False}
    launch.save()
    values = {"token": token_in(page), "item": ["quiz/zeros", "lab/sums"], "choose": ""}
    (link,) = send_on(server, frame.post("/lti/choose/", values, **HERE))
    assert link["custom"] == {"item": "quiz/zeros"} and "lineItem" not in link


@pytest.mark.parametrize("role", ["Learner", "Mentor"])
def test_learners_choose_nothing(context, items, choose, role):
    _, page = choose(Person("x", "X X", "x@x.example", role))
    assert page.status_code == 403 and b"Only course staff" in page.content
    assert b"Zeros" not in page.content


def test_a_teacher_who_is_connected_chooses_the_course_first(course, ada, platform, items, choose):
    Account.objects.create(issuer=platform.issuer, sub=TEACHER.sub, user=ada)
    frame, page = choose()
    assert b"Zeros" not in page.content
    values = {"token": token_in(page), "course": course.slug}
    page = frame.post("/lti/choose/", values, **HERE)
    assert page.status_code == 200 and b"Zeros" in page.content
    assert Context.objects.get().course == course


def test_a_teacher_who_is_not_connects_in_a_window(course, ada, platform, items, choose):
    _, page = choose()
    assert b"Connect in a new window" in page.content
    window = Client()
    window.force_login(ada)
    response = follow(window, window.post("/lti/open/", {"token": token_in(page)}, **HERE))
    assert b"Connect to ada" in response.content
    window.post("/lti/enter/", {"link": ""})
    response = window.post("/lti/enter/", {"course": course.slug})
    assert b"The course is connected" in response.content
    _, page = choose()
    assert b"Zeros" in page.content


def test_the_answer_carries_what_the_platform_wants_back(server, context, items, choose):
    frame, page = choose()
    values = {"token": token_in(page), "item": "quiz/zeros", "choose": ""}
    content = frame.post("/lti/choose/", values, **HERE).content.decode()
    answer = re.search(r'name="JWT" value="([^"]+)"', content)[1]
    body = jwt.decode(answer, options={"verify_signature": False})
    assert body["https://purl.imsglobal.org/spec/lti-dl/claim/data"] == {"kept": "as it is"}
    assert body["aud"] == [server.url]
