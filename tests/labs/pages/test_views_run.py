"""Sending code to a lab: what is stored, what is refused, and with which words."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from labs.models import State, Submission
from tests.labs.writing import DOUBLE

LAB = "/courses/ml/labs/twice/"
RUN = f"{LAB}run/"
GRADED = {"purpose": "graded", "key": "form-1", "code": DOUBLE}


def login(client: Client, user: Any) -> Any:
    client.force_login(user)
    return client


def test_code_is_stored_before_the_page_says_so(client: Client, lab: Any, ben: Any) -> None:
    response = login(client, ben).post(RUN, GRADED)

    stored = Submission.objects.get()
    assert (stored.code, stored.user, stored.item) == (DOUBLE, ben, lab)
    assert response.url == f"{LAB}?show={stored.pk}#result"
    assert "Your code was saved" in client.get(response.url).text


def test_a_fragment_is_answered_to_htmx_with_the_next_key(
    client: Client, lab: Any, ben: Any
) -> None:
    response = login(client, ben).post(RUN, GRADED, headers={"HX-Request": "true"})

    assert response.status_code == 200
    assert "<html" not in response.text
    assert f"submissions/{Submission.objects.get().pk}/events/" in response.text
    assert 'id="key"' in response.text
    assert 'value="form-1"' not in response.text


def test_a_doubled_click_is_one_submission(client: Client, lab: Any, ben: Any) -> None:
    login(client, ben)

    assert client.post(RUN, GRADED).url == client.post(RUN, GRADED).url
    assert Submission.objects.count() == 1


def test_unknown_fields_change_nothing(client: Client, lab: Any, ben: Any, ada: Any) -> None:
    given = {"score": "100", "verdict": "passed", "state": "done", "user": ada.pk, "late": "1"}

    login(client, ben).post(RUN, GRADED | given)

    stored = Submission.objects.get()
    assert (stored.score, stored.verdict, stored.state, stored.user) == (None, "", "queued", ben)


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({"code": ""}, 400, "There is no code yet"),
        ({"code": "a = 1\x00"}, 400, "NUL"),
        ({"purpose": "score"}, 400, "form was incomplete"),
        ({"purpose": ""}, 400, "form was incomplete"),
        ({"key": "k" * 65}, 400, "form was incomplete"),
        ({"code": "#" * 300_000}, 413, "256 KiB"),
    ],
)
def test_a_refusal_gives_a_sentence_and_the_code_back(
    client: Client, lab: Any, ben: Any, given: Any, status: int, words: str
) -> None:
    response = login(client, ben).post(RUN, GRADED | given)

    assert response.status_code == status
    assert words in response.text
    assert Submission.objects.count() == 0
    kept = (GRADED | given)["code"].replace("\x00", "").strip() or "raise NotImplementedError"
    assert kept.splitlines()[0][:200] in response.text


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [("a.py", b"#" * 1_100_000, 413), ("a.zip", b"PK\x03\x04", 400), ("a.ipynb", b"{}", 400)],
)
def test_a_refused_file_gets_a_sentence_and_the_editor_keeps_its_code(
    client: Client, lab: Any, ben: Any, name: str, content: Any, status: int
) -> None:
    file = SimpleUploadedFile(name, content)

    response = login(client, ben).post(RUN, GRADED | {"file": file})

    assert response.status_code == status
    assert "Not accepted." in response.text
    assert "return 2.0 * x" in response.text
    assert Submission.objects.count() == 0


def test_an_upload_of_fifty_megabytes_is_refused(client: Client, lab: Any, ben: Any) -> None:
    file = SimpleUploadedFile("a.py", b"#" * 50_000_000)

    assert login(client, ben).post(RUN, GRADED | {"file": file}).status_code == 413
    assert Submission.objects.count() == 0


def test_a_form_of_fifty_megabytes_is_refused(client: Client, lab: Any, ben: Any) -> None:
    response = login(client, ben).post(RUN, GRADED | {"code": "#" * 5_000_000})

    assert response.status_code in (400, 413)
    assert Submission.objects.count() == 0


def test_too_many_runs_a_minute_get_429_and_htmx_leaves_the_result_alone(
    client: Client, lab: Any, ben: Any
) -> None:
    login(client, ben)
    for number in range(settings.RUNS_PER_MINUTE):
        client.post(RUN, GRADED | {"code": f"a = {number}\n"})
        Submission.objects.update(state=State.DONE, verdict="no_such_function")

    plain = client.post(RUN, GRADED | {"code": "b = 1\n"})
    fragment = client.post(RUN, GRADED | {"code": "b = 1\n"}, headers={"HX-Request": "true"})

    assert (plain.status_code, fragment.status_code) == (429, 429)
    assert "b = 1" in plain.text
    assert "runs per minute" in fragment.text
    assert fragment["HX-Reswap"] == "none"
    assert Submission.objects.count() == settings.RUNS_PER_MINUTE


def test_a_post_without_its_mark_against_forgery_is_refused(lab: Any, ben: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ben)

    assert client.post(RUN, GRADED).status_code == 403
    assert Submission.objects.count() == 0


def test_code_is_accepted_by_post_only(client: Client, lab: Any, ben: Any) -> None:
    assert login(client, ben).get(RUN).status_code == 405


def test_htmx_hears_that_the_session_or_the_token_is_lost_and_keeps_its_page(
    client: Client, lab: Any, ben: Any
) -> None:
    htmx = {"HX-Request": "true"}
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ben)

    for response, status in [
        (client.post(RUN, GRADED, headers=htmx), 401),
        (strict.post(RUN, GRADED, headers=htmx), 403),
    ]:
        assert response.status_code == status
        assert response["Content-Type"].startswith("text/plain")
        assert "still here" in response.text


def test_htmx_hears_of_a_form_that_is_too_large(client: Client, lab: Any, ben: Any) -> None:
    given = GRADED | {"code": "#" * 2_000_000}

    response = login(client, ben).post(RUN, given, headers={"HX-Request": "true"})

    assert (response.status_code, response["Content-Type"][:10]) == (413, "text/plain")


@pytest.mark.parametrize("gone", ["lab", "enrollment"])
def test_a_lab_that_is_gone_hands_back_what_was_typed(
    client: Client, lab: Any, ben: Any, gone: Any
) -> None:
    login(client, ben)
    lab.delete() if gone == "lab" else ben.enrollments.all().delete()

    here = client.post(RUN, GRADED, headers={"Origin": "http://testserver"})
    elsewhere = client.post(RUN, GRADED, headers={"Origin": "http://elsewhere.example"})

    assert (here.status_code, elsewhere.status_code) == (404, 404)
    assert f"{DOUBLE}</textarea>" in here.text
    assert "return 2.0" not in elsewhere.text


def test_a_run_that_the_page_starts_is_a_trial_and_not_in_the_history(
    client: Client, lab: Any, ben: Any
) -> None:
    given = GRADED | {"automatic": "1"}

    login(client, ben).post(RUN, given, headers={"HX-Request": "true"})

    stored = Submission.objects.get()
    assert (stored.purpose, stored.automatic) == ("trial", True)
    assert str(stored.get_absolute_url()) not in client.get(f"{LAB}submissions/").text


def test_a_refusal_of_a_run_that_nobody_asked_for_is_not_told(
    client: Client, lab: Any, ben: Any
) -> None:
    given = GRADED | {"automatic": "1", "code": " "}

    response = login(client, ben).post(RUN, given, headers={"HX-Request": "true"})

    assert (response.status_code, response.content) == (204, b"")
    assert not Submission.objects.exists()
