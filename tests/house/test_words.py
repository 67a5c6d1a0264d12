"""Words that have no place here: this project stands by itself, on any machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files


def gap(text: str) -> str:
    """``text`` without its ~, so that this file does not hold what it looks for."""
    return text.replace("~", "")


FORBIDDEN = {
    "a folder beside the project": gap(r"\.\./sha~red"),
    "a path of one machine": gap(r"(?<![\w.>}*)\]])/(?:wo~rk|ro~ot|op~t|ho~me)/"),
    "the address of a package registry": gap(r"py~pi\.org|npm~js\.|python~hosted|deb\.deb~ian\."),
    "the number of an issue": r"\bissues? #?\d|\(#\d+\)",
    "who wrote it": gap(r"\b(?:clau~de|anth~ropic|chat~gpt|open~ai)\b"),
}
# What code in the sandbox tries to read are paths of any machine.
MAY_HOLD = {"a path of one machine": ("tests/attacks", "tests/grader/sandbox")}


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
        wrong += [f"{path}: {what}" for what in found_in(content) if not _may(path, what)]
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
        gap("see ../sha~red/design.md"),
        gap("open('/ro~ot/file')"),
        gap("https://py~pi.org/simple"),
        gap("as iss~ue 4 asks"),
    ],
)
def test_a_forbidden_word_is_found(text: str):
    assert len(found_in(text)) == 1


@pytest.mark.parametrize("text", ["courses/ml/work/", "{root}/x", Path("a/root/b").as_posix()])
def test_a_harmless_word_is_not(text: str):
    assert found_in(text) == []


def _may(path: Path, what: str) -> bool:
    folders = MAY_HOLD.get(what.split(" (")[0], ())
    return any(path.is_relative_to(folder) for folder in folders)
