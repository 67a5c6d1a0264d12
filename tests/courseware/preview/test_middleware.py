"""Pages of a preview: the real ones, with a bar, for a student who is signed in."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.test import Client

from tests.courseware.courses.folders import write_course
from tests.labs.writing import write_lab

LAB = "/courses/preview/labs/twice/"


def test_the_page_of_students_has_the_bar_once(
    preview: Callable[..., Any], client: Client, tmp_path: Path
) -> None:
    site = preview(write_lab(tmp_path))
    page = client.get("/", follow=True)
    assert page.redirect_chain[-1][0] == LAB
    assert "Return" in page.text
    assert page.text.count("data-preview-version") == 1
    assert f'data-preview-version="{site.version}"' in page.text
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|<style", page.text)


def test_a_saved_file_is_on_the_page_that_is_reloaded(
    preview: Callable[..., Any], client: Client, tmp_path: Path
) -> None:
    site = preview(write_lab(tmp_path))
    client.get("/")
    (site.source.path / "statement.md").write_text("Double *everything*.\n")
    page = client.get(LAB)
    assert (page.status_code, "<em>everything</em>" in page.text) == (200, True)


def test_faults_are_shown_with_file_and_line_where_the_page_was(
    preview: Callable[..., Any], client: Client, tmp_path: Path
) -> None:
    site = preview(write_lab(tmp_path))
    client.get(LAB)
    starter = site.source.path / "starter.py"
    text = starter.read_text()
    starter.write_text("def double(x:\n")
    for address in (LAB, "/", "/preview/author/"):
        page = client.get(address)
        assert page.status_code == 422
        assert "starter.py:1</code>" in page.text
        assert "data-preview-version" in page.text
    starter.write_text(text)
    assert client.get(LAB).status_code == 200


def test_a_page_of_an_older_version_leads_to_the_new_one(
    preview: Callable[..., Any], client: Client, tmp_path: Path
) -> None:
    quiz = write_course(tmp_path) / "quizzes" / "check.yaml"
    site = preview(quiz)
    old = client.get("/").url
    quiz.write_text(quiz.read_text().replace("weak feature", "feeble feature"))
    page = client.get(old, follow=True)
    assert page.redirect_chain[-1][0] == site.address != old
    assert "feeble feature" in page.text


def test_fragments_and_data_have_no_bar(
    preview: Callable[..., Any], client: Client, tmp_path: Path
) -> None:
    preview(write_lab(tmp_path))
    client.get("/")
    fragment = client.get(f"{LAB}submissions/", headers={"HX-Request": "true"})
    assert fragment.status_code == 200
    assert "data-preview-version" not in fragment.text
