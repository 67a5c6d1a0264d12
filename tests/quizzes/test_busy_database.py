"""A database that stays locked: a save says that it is kept, and no form loses what was typed."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from courseware.middleware.unavailable import NOT_SAVED, NOT_TAKEN
from courseware.people.models import User
from quizzes import services
from tests.factories import make_chapter
from tests.quizzes.posting import form

pytestmark = pytest.mark.django_db(transaction=True)
EXTENSION = {"time_factor": 2, "item": "", "reason": "Certificate"}
HERE = {"Origin": "http://testserver"}
ELSEWHERE = {"Origin": "http://elsewhere.example"}
OVERRIDE = {"points": "0", "reason": "was ill"}
Busy = Callable[[], AbstractContextManager[sqlite3.Connection]]


@contextmanager
def writing_elsewhere() -> Iterator[sqlite3.Connection]:
    """A writer beside the site that holds the lock."""
    file = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        try:
            yield other
        finally:
            if other.in_transaction:
                other.execute("ROLLBACK")


@pytest.fixture
def busy() -> Iterator[Busy]:
    """With a short patience instead of the long one of the settings."""
    if connection.vendor != "sqlite":
        pytest.skip("locks a file of SQLite")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
    yield writing_elsewhere
    connection.close()


class Kept(HTMLParser):
    """The fields of the form on a page as a browser would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.action, self.files, self.secrets, self._area = "", set(), set(), ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name = found.get("name") or ""
        if tag == "form":
            self.action = found["action"] or ""
        elif tag == "textarea":
            self._area = name
            self.fields.setdefault(name, []).append("")
        elif tag == "input" and found["type"] == "file":
            self.files.add(name)
        elif tag == "input" and found["type"] == "password":
            self.secrets.add(name)
        elif tag == "input":
            self.fields.setdefault(name, []).append(found["value"] or "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area][-1] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""


def save_address(attempt):
    return reverse("quizzes:save", args=["ml", attempt.item.slug, attempt.pk])


@pytest.fixture
def attempt(make_quiz, ben):
    return services.start_attempt(item=make_quiz(), user=ben)


def test_a_script_hears_that_it_is_kept_and_when_to_try_again(client, attempt, ben, busy):
    client.force_login(ben)
    fields = form(attempt, {"changed": "zero", "zero": "l1", "basis": "zero:0:1:here"})
    with busy():
        response = client.post(
            save_address(attempt), fields, headers={"Accept": "application/json"}
        )
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert response.json() == {"sentence": NOT_SAVED}
    assert client.post(save_address(attempt), fields).status_code == 200  # as the script does
    assert attempt.responses.get(question="zero").answer == "l1"


def test_a_save_that_finds_the_database_busy_waits_and_succeeds(client, attempt, ben):
    if connection.vendor != "sqlite":
        pytest.skip("locks a file of SQLite")
    client.force_login(ben)
    with writing_elsewhere() as other:
        release = threading.Timer(0.5, lambda: other.execute("ROLLBACK"))
        release.start()
        fields = form(attempt, {"changed": "zero", "zero": "l1"})
        response = client.post(save_address(attempt), fields)
        release.join()
    assert response.status_code == 200


def test_a_form_without_script_comes_back_with_all_it_held(client, attempt, ben, busy):
    client.force_login(ben)
    typed = {"zero": "l1", "cures": ["clip", "rate"], "grow.width": "<b>neurons & units</b>"}
    typed = form(attempt, typed)
    with busy():
        response = client.post(save_address(attempt), typed)
    assert response.status_code == 503
    kept = Kept(response.content.decode())
    assert kept.action == save_address(attempt)
    assert kept.fields.pop("csrfmiddlewaretoken")
    assert kept.fields == {name: [v] if isinstance(v, str) else v for name, v in typed.items()}
    assert client.post(kept.action, kept.fields).status_code == 302
    assert attempt.responses.get(question="cures").answer == ["clip", "rate"]


def test_the_form_that_comes_back_can_be_sent(attempt, ben, busy):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ben)
    page = client.get(attempt.get_absolute_url()).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    posted = form(attempt, {"zero": "l1"}) | {"csrfmiddlewaretoken": token}
    with busy():
        first = client.post(save_address(attempt), posted)
    kept = Kept(first.content.decode())
    assert client.post(kept.action, kept.fields).status_code == 302


def test_long_text_keeps_its_lines(client, attempt, ben, busy):
    client.force_login(ben)
    text = "\nThe first line is empty,\r\nthen </textarea> stands here.\r\n"
    with busy():
        response = client.post(save_address(attempt), {"grow.width": text})
    page = response.content.decode()
    # The browser drops one line end right after the tag; the parser here drops none.
    area = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)[1]
    assert area == text.replace("<", "&lt;").replace(">", "&gt;")


def test_every_door_that_writes_answers_503(client, attempt, ada, ben, course, busy):
    place = ["ml", attempt.item.slug]
    doors = {
        reverse("quizzes:finish", args=[*place, attempt.pk]): (ben, {}),
        reverse("quizzes:start", args=place): (ben, {}),
        reverse("mark-read", args=["ml", make_chapter(course).slug]): (ben, {}),
        reverse("extension-give", args=["ml"]): (ada, EXTENSION | {"whom": f"student:{ben.pk}"}),
        reverse("override", args=["ml", ben.pk, "quiz", place[1]]): (ada, OVERRIDE),
    }
    for door, (person, fields) in doors.items():
        client.force_login(person)
        with busy():
            assert (door, client.post(door, fields).status_code) == (door, 503)


def test_a_password_is_asked_for_again_and_not_written_into_the_page(client, busy):
    secret = "a-long-passphrase of words"
    fields = {"username": "dora", "email": "dora@example.org"}
    fields |= {"password1": secret, "password2": secret}
    with busy():
        response = client.post("/accounts/signup/", fields)
    page = response.content.decode()
    assert response.status_code == 503
    assert secret not in page
    kept = Kept(page)
    assert kept.secrets == {"password1", "password2"}
    assert kept.fields["username"] == ["dora"]
    assert not User.objects.filter(username="dora").exists()


def test_an_uploaded_file_is_to_be_chosen_again(client, attempt, ben, busy):
    client.force_login(ben)
    file = SimpleUploadedFile("mine.py", b"def f(): pass")
    with busy():
        page = client.post(save_address(attempt), {"zero": "l1", "file": file}).content.decode()
    assert Kept(page).files == {"file"}
    assert "mine.py" in page
    assert "multipart/form-data" in page


def test_htmx_gets_a_sentence(client, attempt, ben, busy):
    client.force_login(ben)
    with busy():
        response = client.post(
            save_address(attempt), {"zero": "l1"}, headers={"HX-Request": "true"}
        )
    assert (response.status_code, response.content.decode()) == (503, NOT_TAKEN)


def test_a_session_that_cannot_be_stored_is_no_500_either(client, ben, busy):
    """Middleware has no view: what it raises ends at the page for errors."""
    ben.set_password("a-long-passphrase of words")
    ben.save()
    client.raise_request_exception = False
    with busy():
        fields = {"login": "ben", "password": "a-long-passphrase of words"}
        response = client.post("/accounts/login/", fields, headers=HERE)
    assert response.status_code == 503
    assert Kept(response.content.decode()).secrets == {"password"}


def gone(*_: object) -> None:
    """For `connection.execute_wrapper`: a database that answers nothing, readers included."""
    raise OperationalError("the connection is lost")


@pytest.mark.parametrize(("headers", "kept"), [(HERE, True), (ELSEWHERE, False), ({}, False)])
def test_a_refused_post_is_handed_back_to_a_page_of_this_site_only(attempt, ben, headers, kept):
    """Its refusal is a page, whose header asks the database, and that does not answer."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(ben)
    with connection.execute_wrapper(gone):
        response = client.post(save_address(attempt), {"grow.width": "planted"}, headers=headers)
    assert response.status_code == 503
    assert ("planted" in response.text, "Send again" in response.text) == (kept, kept)
    assert ("Go back" in response.text) is not kept


@pytest.mark.parametrize(("headers", "kept"), [(HERE, True), (ELSEWHERE, False), ({}, True)])
def test_a_post_that_a_view_could_not_take_is_handed_back(
    client, attempt, ben, busy, headers, kept
):
    client.force_login(ben)
    with busy():
        response = client.post(save_address(attempt), {"grow.width": "typed"}, headers=headers)
    assert response.status_code == 503
    assert ("Send again" in response.text) is kept
