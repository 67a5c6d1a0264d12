"""The folder that a lab is pulled into."""

from __future__ import annotations

import pytest
from courseware_client.errors import WrongUsage
from courseware_client.workspace import workspace_of, write_workspace

LAB = {
    "slug": "twice",
    "number": "L9.1",
    "title": "Twice",
    "revision": "abc",
    "statement": "Return $2x$.\n",
    "hints": ["Think."],
    "starter": "def double(x): ...\n",
}


def test_a_folder_knows_what_it_is_of(tmp_path):
    made, had_code = write_workspace(tmp_path / "twice", "https://a", "ml", LAB, [{"name": "one"}])
    assert not had_code and made.code_file.read_text() == LAB["starter"]
    assert workspace_of(made.code_file) == workspace_of(made.folder) == made
    text = (made.folder / "statement.md").read_text()
    assert text.startswith("# Lab L9.1: Twice") and "## Hint 1\n\nThink." in text


def test_code_stays_when_the_lab_is_pulled_again(tmp_path):
    made, _ = write_workspace(tmp_path, "https://a", "ml", LAB, [])
    made.code_file.write_text("mine")
    again, had_code = write_workspace(tmp_path, "https://a", "ml", LAB, [{"name": "new"}])
    assert had_code and made.code_file.read_text() == "mine"
    assert workspace_of(tmp_path).cases == [{"name": "new"}] == again.cases


def test_another_folder_is_none_and_a_damaged_one_says_what_to_do(tmp_path):
    assert workspace_of(tmp_path / "a.py") is None
    (tmp_path / "courseware.json").write_text("{}")
    with pytest.raises(WrongUsage, match="Pull the lab again"):
        workspace_of(tmp_path)
