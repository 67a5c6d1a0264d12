"""A file beside the editor: what is graded is what is seen, and nothing that came is lost."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from labs.models import State, Submission
from labs.submissions.code_file import digest
from tests.labs.writing import DOUBLE

LAB = "/courses/ml/labs/twice/"
RUN, FILE = f"{LAB}run/", f"{LAB}file/"
SUM = "def double(x):\n    return x + x\n"
TYPED = "def double(x):\n    return 'typed'\n"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(client: Client, lab: Any, ben: Any) -> Any:
    client.force_login(ben)
    return client


def ada(code: str = SUM, name: str = "ada.py") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, code.encode())


def boxes(text: str) -> dict[str, str]:
    """The fields that the browser would send from the page."""
    form = text[text.index('class="lab-form"') :]
    areas = re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL)
    hidden = re.findall(r'<input type="hidden" name="(\w+)"[^>]*? value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in [*hidden, *areas]}


def form_of(client: Client, **given: Any) -> dict:
    """What the browser sends from the lab page with these changes."""
    return boxes(client.get(LAB).text) | {"purpose": "graded"} | given


def test_a_file_alone_is_graded_and_shown_in_the_editor_with_its_name(page: Client) -> None:
    response = page.post(RUN, form_of(page, file=ada()))

    stored = Submission.objects.get()
    assert (stored.code, stored.file_name) == (SUM, "ada.py")
    after = page.get(response.url).text
    assert boxes(after)["code"] == SUM
    assert "ada.py is in the editor: 2 lines" in after
    assert "· ada.py, 2 lines<" in after


def test_a_file_and_typed_code_are_both_shown_and_neither_is_graded(page: Client) -> None:
    response = page.post(RUN, form_of(page, file=ada(), code=TYPED))

    assert response.status_code == 409
    assert Submission.objects.count() == 0
    shown = boxes(response.text)
    assert (shown["code"], shown["file_code"], shown["file_name"]) == (TYPED, SUM, "ada.py")
    assert "Submit ada.py" in response.text
    assert "Submit the code in the editor" in response.text


@pytest.mark.parametrize(("take", "code", "name"), [("file", SUM, "ada.py"), ("editor", TYPED, "")])
@pytest.mark.parametrize("purpose", ["graded", "trial"])
def test_the_one_that_is_chosen_is_graded(
    page: Client, take: str, code: str, name: str, purpose: str
) -> None:
    question = page.post(RUN, form_of(page, file=ada(), code=TYPED, purpose=purpose))
    assert f'value="{purpose}" formaction="{RUN}?take={take}"' in question.text

    page.post(f"{RUN}?take={take}", boxes(question.text) | {"purpose": purpose})

    stored = Submission.objects.get()
    assert (stored.code, stored.file_name, stored.purpose) == (code, name, purpose)


def test_a_person_who_does_not_choose_is_asked_again(page: Client) -> None:
    question = page.post(RUN, form_of(page, file=ada(), code=TYPED))

    again = page.post(RUN, boxes(question.text) | {"purpose": "graded"})

    assert again.status_code == 409
    assert boxes(again.text)["code"] == TYPED
    assert boxes(again.text)["file_code"] == SUM


def test_a_choice_does_not_count_for_another_file_that_came_with_it(page: Client) -> None:
    question = page.post(RUN, form_of(page, file=ada(), code=TYPED))

    other = ada(DOUBLE, "bob.py")
    again = page.post(
        f"{RUN}?take=file", boxes(question.text) | {"purpose": "graded", "file": other}
    )

    assert again.status_code == 409
    assert boxes(again.text)["file_code"] == DOUBLE


def test_an_editor_that_was_emptied_is_not_the_file(page: Client) -> None:
    question = page.post(RUN, form_of(page, file=ada(), code=TYPED))

    sent = boxes(question.text) | {"purpose": "graded", "code": ""}
    response = page.post(f"{RUN}?take=editor", sent)

    assert response.status_code == 400
    assert Submission.objects.count() == 0
    assert SUM in boxes(response.text).values()


def test_the_same_code_twice_needs_no_question(page: Client) -> None:
    page.post(RUN, form_of(page, file=ada(), code=SUM.replace("\n", "\r\n")))

    assert Submission.objects.get().code == SUM


def test_code_that_was_refused_is_not_what_the_page_came_with(
    page: Client, submit: Callable[..., Any]
) -> None:
    submit("a = 1\n")  # still waits, so that the next is refused
    refused = page.post(RUN, form_of(page, code=TYPED))
    assert refused.status_code == 429
    Submission.objects.update(state=State.DONE, verdict="no_such_function")

    response = page.post(RUN, boxes(refused.text) | {"purpose": "graded", "file": ada()})

    assert response.status_code == 409
    assert boxes(response.text)["code"] == TYPED


def test_a_post_that_does_not_name_its_page_is_asked_about(page: Client) -> None:
    response = page.post(RUN, {"purpose": "graded", "code": TYPED, "file": ada()})

    assert response.status_code == 409


def test_the_file_name_holds_for_the_code_of_the_file_alone(page: Client) -> None:
    loaded = {"loaded_name": "ada.py", "loaded_digest": digest(SUM)}
    page.post(RUN, form_of(page, **loaded, code=TYPED))
    Submission.objects.update(state=State.DONE, verdict="no_such_function")
    page.post(RUN, form_of(page, **loaded, code=SUM))

    assert list(Submission.objects.values_list("file_name", flat=True)) == ["ada.py", ""]


def busy(submit: Callable[..., Any], lab: Any) -> Any:
    submit("a = 1\n")
    return 429, "not finished yet"


def often(submit: Callable[..., Any], lab: Any) -> Any:
    for number in range(settings.RUNS_PER_MINUTE):
        submit(f"a = {number}\n")
        Submission.objects.update(state=State.DONE, verdict="no_such_function")
    return 429, "runs per minute"


def closed(submit: Callable[..., Any], lab: Any) -> Any:
    lab.due_at = lab.closes_at = timezone.now() - timedelta(days=1)
    lab.save()
    return 403, ""


def no_purpose(submit: Callable[..., Any], lab: Any) -> Any:
    return 400, "form was incomplete"


REFUSALS = [busy, often, closed, no_purpose]


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_file_that_is_refused_is_kept_in_the_editor(
    page: Client, lab: Any, submit: Callable[..., Any], refusal: Any
) -> None:
    status, words = refusal(submit, lab)
    purpose = "" if refusal is no_purpose else "graded"

    response = page.post(RUN, form_of(page, file=ada(), purpose=purpose))

    assert response.status_code == status
    assert words in response.text
    assert boxes(response.text)["code"] == SUM
    assert "ada.py is in the editor: 2 lines" in response.text
    assert "data-unsaved" in response.text


@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.parametrize("take", ["file", "editor"])
def test_of_two_that_are_refused_both_are_kept(
    page: Client, lab: Any, submit: Callable[..., Any], refusal: Any, take: str
) -> None:
    question = page.post(RUN, form_of(page, file=ada(), code=TYPED))
    status, words = refusal(submit, lab)
    purpose = "" if refusal is no_purpose else "graded"

    response = page.post(f"{RUN}?take={take}", boxes(question.text) | {"purpose": purpose})

    assert response.status_code == status
    assert words in response.text
    assert boxes(response.text)["code"] == TYPED
    assert boxes(response.text)["file_code"] == SUM


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_lab_that_is_not_open_hands_back_what_came(page: Client, lab: Any, headers: Any) -> None:
    form = form_of(page, file=ada(), code=TYPED)
    lab.opens_at = timezone.now() + timedelta(days=1)
    lab.save()

    response = page.post(RUN, form, headers=headers)

    assert response.status_code == 403
    assert "opens" in response.text
    assert html.escape(TYPED) in response.text
    assert SUM in html.unescape(response.text)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.zip", b"PK\x03\x04"), ("a.py", b"x = '\xe9'"), ("a.ipynb", b"{}"), ("a.py", b"")],
)
def test_a_file_that_cannot_be_read_leaves_the_editor_alone(
    page: Client, name: str, content: Any
) -> None:
    response = page.post(RUN, form_of(page, file=SimpleUploadedFile(name, content), code=TYPED))

    assert response.status_code == 400
    assert boxes(response.text)["code"] == TYPED
    assert Submission.objects.count() == 0


def test_htmx_gets_a_whole_page_where_a_file_came(page: Client) -> None:
    question = page.post(RUN, form_of(page, file=ada(), code=TYPED), headers=HTMX)
    accepted = page.post(
        f"{RUN}?take=file", boxes(question.text) | {"purpose": "graded"}, headers=HTMX
    )

    assert (question.status_code, question["HX-Retarget"]) == (409, "body")
    assert boxes(question.text)["code"] == TYPED
    assert accepted["HX-Redirect"] == f"{LAB}?show={Submission.objects.get().pk}#result"


def test_several_files_are_refused(page: Client) -> None:
    response = page.post(RUN, form_of(page, code=TYPED) | {"file": [ada(), ada(DOUBLE, "b.py")]})

    assert response.status_code == 400
    assert "Upload one file" in response.text
    assert boxes(response.text)["code"] == TYPED


def test_the_site_reads_a_file_for_the_editor_and_stores_nothing(page: Client) -> None:
    cells = [{"cell_type": "code", "source": ["%pylab\n", SUM]}]
    notebook = ada(json.dumps({"cells": cells}), "../Lab 1.ipynb")

    found = page.post(FILE, {"file": notebook}).json()

    code = found["code"]
    assert code.endswith(f"\n# %% Cell 1\n# %pylab\n{SUM}")
    assert found == {"name": "Lab 1.ipynb", "code": code, "lines": 6, "digest": digest(code)}
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"", 400, "no code in a.py"),
        (b"x = 1\x00", 400, "NUL"),
        (b"#" * 300_000, 413, "256 KiB"),
        (b"#" * 1_100_000, 413, "KiB"),
    ],
)
def test_what_the_editor_cannot_hold_is_refused_with_a_sentence(
    page: Client, content: Any, status: int, words: str
) -> None:
    response = page.post(FILE, {"file": SimpleUploadedFile("a.py", content)})

    assert (response.status_code, words in response.json()["sentence"]) == (status, True)
    assert page.post(FILE).status_code == 400
    assert page.get(FILE).status_code == 405
