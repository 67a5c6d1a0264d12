"""Asking, answering, closing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from courseware.threads.models import Request, State, Thread, ThreadMessage
from courseware.threads.services import ask, close, decide, erase, write
from tests.factories import make_item

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def thread(course, ben):
    return ask(item=make_item(course), asker=ben, place="score", text="Why?", at=THEN)


def test_an_answer_of_the_staff_answers_and_a_message_of_the_asker_opens(thread, ada, ben):
    assert (thread.state, thread.created_at) == (State.OPEN, THEN)
    thread = write(thread=thread, author=ada, text="Because.")
    assert thread.state == State.ANSWERED
    assert thread.updated_at > THEN
    assert write(thread=thread, author=ben, text="And why that?").state == State.OPEN


def test_asking_again_at_the_same_place_goes_on_with_the_thread(thread, ben):
    again = ask(item=thread.item, asker=ben, place="score", text="Anybody?")
    assert again.pk == thread.pk
    assert [message.text for message in again.messages.all()] == ["Why?", "Anybody?"]


def test_a_closed_one_is_opened_by_a_new_message(thread, ben):
    close(thread=thread)
    assert Thread.objects.get().state == State.CLOSED
    assert write(thread=thread, author=ben, text="One more thing.").state == State.OPEN


def test_whoever_leaves_takes_their_own_words_along(thread, ada, ben):
    write(thread=thread, author=ada, text="Because.")
    erase(ben)
    assert [message.text for message in ThreadMessage.objects.all()] == ["", "Because."]


def test_a_request_is_decided_once_and_the_decision_stays(course, ada, ben):
    thread = ask(item=make_item(course), asker=ben, place="score", text="Again.", regrade=True)
    assert (thread.request, thread.state) == (Request.OPEN, State.OPEN)
    thread = decide(thread=thread, by=ada, accepted=True, text="You are right.")
    assert (thread.request, thread.state) == (Request.ACCEPTED, State.ANSWERED)
    thread = write(thread=thread, author=ben, text="Thank you.")
    assert (thread.request, thread.state) == (Request.ACCEPTED, State.OPEN)
    again = ask(item=thread.item, asker=ben, place="score", text="And this?", regrade=True)
    assert again.request == Request.OPEN and again.pk == thread.pk
    assert decide(thread=again, by=ada, accepted=False, text="No.").request == Request.DECLINED


def test_a_question_cannot_be_decided(thread, ada):
    assert decide(thread=thread, by=ada, accepted=True, text="Yes.").request == ""
