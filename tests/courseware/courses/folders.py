"""Course folders for tests, written file by file."""

from __future__ import annotations

from pathlib import Path

QUIZ = """\
title: Check yourself
questions:
  - id: zero
    type: single
    text: What does L1 do to a weak feature's weight?
    options:
      - {id: zero, text: Sets it to zero, correct: true, feedback: Right.}
      - {id: small, text: Makes it small, feedback: That is L2.}
    explanation: The kink at zero.
    anchors: [sparsity#why]
"""
CHAPTER = """\
---
title: Sparsity
summary: Why zeros.
---
## Why {#why}

Because $0 \\cdot x = 0$.

::quiz[check]

The end.
"""
COURSE = """\
slug: small
title: A small course
chapters:
  - file: sparsity.md
    items:
      - quiz: check
        points: 4
        due: 2026-12-04 18:00
"""


def write_course(
    folder: Path, course: str = COURSE, chapter: str = CHAPTER, quiz: str = QUIZ
) -> Path:
    for name in ("chapters", "quizzes"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "course.yaml").write_text(course, encoding="utf-8")
    (folder / "chapters" / "sparsity.md").write_text(chapter, encoding="utf-8")
    (folder / "quizzes" / "check.yaml").write_text(quiz, encoding="utf-8")
    return folder
