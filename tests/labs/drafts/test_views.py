"""What the editor tells the site while one types, and the code as a file."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from labs.models import Draft
from labs.submissions.uploads import uploaded_file
from tests.factories import make_student

LAB = "/courses/ml/labs/twice/"


def test_a_draft_is_stored_and_a_conflict_brings_the_other_text(
    client: Client, lab: Any, ben: Any
) -> None:
    client.force_login(ben)

    first = client.post(f"{LAB}draft/", {"code": "a = 1\n", "seen": "0"})
    second = client.post(f"{LAB}draft/", {"code": "b = 1\n", "seen": "0"})

    assert first.json()["version"] == 1
    assert (second.status_code, second.json()["code"]) == (409, "a = 1\n")
    for seen in ("", "x", "9" * 50):
        assert client.post(f"{LAB}draft/", {"code": "c", "seen": seen}).status_code == 409
    assert client.post(f"{LAB}draft/", {"code": "\x00", "seen": "1"}).status_code == 400


def test_the_page_begins_with_the_draft_unless_something_was_submitted_since(
    client: Client, lab: Any, ben: Any, make_submission: Any
) -> None:
    client.force_login(ben)
    submission = make_submission(code="sent = 1\n")
    draft = Draft.objects.create(item=lab, user=ben, code="draft = 1\n", saved_at=timezone.now())

    page = client.get(LAB).text
    assert "draft = 1" in page and "sent = 1" in page and "data-drafted=" in page
    assert "data-drafted" not in client.get(f"{LAB}?show={submission.pk}").text
    draft.saved_at -= timedelta(days=1)
    draft.save()
    assert "draft = 1" not in client.get(LAB).text


def test_a_draft_is_its_persons_own(client: Client, lab: Any, ben: Any, course: Any) -> None:
    Draft.objects.create(item=lab, user=ben, code="draft = 1\n", saved_at=timezone.now())
    client.force_login(make_student(course))

    assert "draft = 1" not in client.get(LAB).text


def test_the_code_comes_as_a_file_and_a_notebook_can_be_uploaded_again(
    client: Client, lab: Any, ben: Any
) -> None:
    client.force_login(ben)
    code = "# %% Cell 1\nx = 1\n\n# %% Cell 2\ny = 2\n"

    plain = client.post(f"{LAB}download/", {"source": code, "as": "py"})
    made = client.post(f"{LAB}download/", {"source": code, "as": "ipynb"})

    assert plain.content.decode() == code
    assert 'filename="twice.ipynb"' in made["Content-Disposition"]
    sources = [cell["source"] for cell in json.loads(made.content)["cells"]]
    assert sources == [f"# {lab.title}", "x = 1", "y = 2"]
    again = uploaded_file([SimpleUploadedFile("twice.ipynb", made.content)])
    assert again is not None and "x = 1" in again.code and "y = 2" in again.code
