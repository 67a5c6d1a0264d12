"""The preview's own pages, which the deployed site does not have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.labs.writing import write_lab


def test_authors_see_cases_solutions_and_mistakes(
    preview: Callable[..., Any], client: Client, tmp_path: Path
) -> None:
    preview(write_lab(tmp_path))
    page = client.get("/preview/author/").text
    for words in ("one two three", "x = [", "sum", "That is the same array."):
        assert words in page
    assert "Students do not see this page" in page


def test_the_version_is_that_of_the_files(
    preview: Callable[..., Any], client: Client, tmp_path: Path
) -> None:
    site = preview(write_lab(tmp_path))
    response = client.get("/preview/version/")
    assert response.text == site.source.version()
    assert "no-store" in response["Cache-Control"]
    (site.source.path / "statement.md").write_text("Another.\n")
    assert client.get("/preview/version/").text != response.text


@pytest.mark.parametrize(
    ("name", "status"), [("preview.js", 200), ("preview.css", 200), ("site.py", 404), ("..", 404)]
)
def test_only_the_bar_s_own_files_are_served(
    preview: Callable[..., Any], client: Client, tmp_path: Path, name: str, status: int
) -> None:
    preview(write_lab(tmp_path))
    assert client.get(f"/preview/{name}").status_code == status


@pytest.mark.parametrize("address", ["author/", "version/", "preview.js"])
def test_the_deployed_site_has_none_of_these_addresses(client: Client, db: Any, address: str):
    assert client.get(f"/preview/{address}").status_code == 404
