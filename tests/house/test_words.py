"""Words that have no place here: this project stands by itself, on any machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files

# Each is written with a gap so that this file does not hold what it looks for.
FORBIDDEN = {
    "a folder beside the project": r"\.\./sha" "red",
    "a path of one machine": r"(?<![\w.>}*)\]])/(?:wo" "rk|ro" "ot|op" "t|home)/",
    "the address of a package registry": r"(?:py"
    r"pi\.org|npm"
    r"js\.|python"
    r"hosted|"
    r"deb\.deb"
    r"ian\.org)",
    "the number of an issue": r"\bissues? #?\d|\(#\d+\)",
    "who wrote it": r"\b(?:clau" "de|anth" "ropic|chat" "gpt|open" r"ai)\b",
}


def found_in(text: str) -> list[str]:
    """What kinds of forbidden words the text holds, with the first of each."""
    return [
        f"{kind} ({match.group()})"
        for kind, pattern in FORBIDDEN.items()
        if (match := re.search(pattern, text, re.IGNORECASE))
    ]


def test_no_file_holds_a_forbidden_word():
    wrong = []
    for path in files():
        content = (ROOT / path).read_text(encoding="utf-8", errors="replace")
        wrong += [f"{path}: {what}" for what in found_in(content)]
    assert wrong == []


def test_no_file_is_named_by_one():
    assert [path for path in files() if found_in(str(path))] == []


def test_no_message_of_a_commit_holds_one():
    said = subprocess.run(
        ["git", "-c", "safe.directory=*", "log", "--format=%B"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    assert said.stdout.strip(), "there is no history to look at"
    assert found_in(said.stdout) == []


@pytest.mark.parametrize(
    "text",
    [
        "see ../shared/design.md",
        "open('/root/file')",
        "https://pypi.org/simple",
        "as issue 4 asks",
    ],
)
def test_a_forbidden_word_is_found(text: str):
    assert len(found_in(text)) == 1


@pytest.mark.parametrize("text", ["courses/ml/work/", "{root}/x", Path("a/root/b").as_posix()])
def test_a_harmless_word_is_not(text: str):
    assert found_in(text) == []
