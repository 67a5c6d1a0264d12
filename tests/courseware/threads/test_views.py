"""Asking where something stands, the lists of both sides, and one thread."""

from __future__ import annotations

import pytest
from django.urls import reverse

from courseware.people.page_limits import MESSAGES
from courseware.threads.models import State, Thread
from courseware.threads.services import ask, write
from tests.factories import make_item, make_score, make_student

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(course, ben):
    item = make_item(course, "lab", title="Penalties")
    make_score(item, ben, 0.75)
    return item


@pytest.fixture
def bens(client, ben):
    client.force_login(ben)
    return client


@pytest.fixture
def adas(ada):
    from django.test import Client

    client = Client()
    client.force_login(ada)
    return client


def ask_url(item, about="score"):
    return reverse("ask", args=["ml", item.kind, item.slug]) + f"?about={about}"


def text(response):
    return response.content.decode()


def test_from_a_score_to_the_answer_and_back(bens, adas, item):
    grades = text(bens.get(reverse("grades", args=["ml"])))
    assert ask_url(item) in grades and "Ask about this score" in grades
    sent = bens.post(ask_url(item), {"text": "Why is this\n<b>7.5</b>?"}, follow=True)
    assert "Your question was sent." in text(sent)
    assert "&lt;b&gt;7.5&lt;/b&gt;?" in text(sent)

    listed = text(adas.get(reverse("threads", args=["ml"])))
    thread = Thread.objects.get()
    assert thread.get_absolute_url() in listed and "Penalties: Score" in listed and "Ben" in listed
    answered = adas.post(thread.get_absolute_url(), {"text": "Speed counts too."}, follow=True)
    assert "Your message was sent." in text(answered)
    assert "Penalties" not in text(adas.get(reverse("threads", args=["ml"])))

    grades = text(bens.get(reverse("grades", args=["ml"])))
    assert thread.get_absolute_url() in grades and "Answered" in grades
    assert "Ask about this score" not in grades
    page = text(bens.get(thread.get_absolute_url()))
    assert "Speed counts too." in page and "(staff)" in page


def test_asking_at_a_place_with_a_thread_leads_to_it(bens, ben, item):
    thread = ask(item=item, asker=ben, place="score", text="Why?")
    assert bens.get(ask_url(item)).url == thread.get_absolute_url()


def test_closing_says_so_and_a_message_opens_it_again(bens, ben, item):
    thread = ask(item=item, asker=ben, place="score", text="Why?")
    page = bens.post(thread.get_absolute_url(), {"close": "1"}, follow=True)
    assert "The question was closed." in text(page)
    assert 'name="close"' not in text(page)
    bens.post(thread.get_absolute_url(), {"text": "One more thing."})
    assert Thread.objects.get().state == State.OPEN


@pytest.mark.parametrize("about", ["nothing", "submission/1", "submission/x", "%00", "attempt/1/q"])
def test_a_place_that_is_not_there_cannot_be_asked_about(bens, item, about):
    assert bens.get(ask_url(item, about)).status_code == 404
    assert bens.post(ask_url(item, about), {"text": "Why?"}).status_code == 404
    assert not Thread.objects.exists()


def test_an_empty_message_is_refused_and_stores_nothing(bens, ben, item):
    answer = bens.post(ask_url(item), {"text": " "})
    assert answer.status_code == 422 and "Enter a question." in text(answer)
    assert not Thread.objects.exists()
    thread = ask(item=item, asker=ben, place="score", text="Why?")
    assert bens.post(thread.get_absolute_url(), {"text": ""}).status_code == 422
    assert thread.messages.count() == 1


def test_other_students_see_nothing_of_it(client, course, ben, item):
    thread = ask(item=item, asker=ben, place="score", text="Why?")
    client.force_login(make_student(course, "dora"))
    assert client.get(thread.get_absolute_url()).status_code == 404
    assert client.post(thread.get_absolute_url(), {"text": "x"}).status_code == 404
    assert "You have not asked anything yet" in text(client.get(reverse("threads", args=["ml"])))


def test_the_list_has_a_filter(adas, ada, ben, item):
    thread = ask(item=item, asker=ben, place="score", text="Why?")
    write(thread=thread, author=ada, text="Because.")
    pages = {
        state: text(adas.get(reverse("threads", args=["ml"]), {"state": state}))
        for state in ("open", "answered", "closed", "", "nonsense")
    }
    shown = {state for state, page in pages.items() if thread.get_absolute_url() in page}
    assert shown == {"answered", "", "nonsense"}
    assert "No questions" in pages["open"]


def test_messages_are_limited(bens, item):
    codes = [
        bens.post(ask_url(item), {"text": str(number)}).status_code
        for number in range(MESSAGES.allowance.burst + 1)
    ]
    assert codes[0] == 302 and codes[-1] == 429
