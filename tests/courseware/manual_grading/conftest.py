"""A class with essays to grade, and a lab with code to read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ESSAY = """\
title: Explain
questions:
  - id: why
    type: essay
    points: 4
    text: Why does L1 give zeros?
    rubric:
      - {id: slope, text: Names the slope $|w|$, points: 3}
      - {id: example, text: Gives an example, points: 1}
    sample: The slope of the absolute value stays.
    guide: Half for a guess.
    explanation: See above.
"""
ANSWER = "The slope stays.\nSo the weight <b>stops</b> at zero."


@pytest.fixture
def essay(course: Any) -> Any:
    """A quiz with one essay."""
    from quizzes.authoring.loading import digest_of
    from quizzes.services import store_revision
    from tests.factories import make_item
    from tests.quizzes.writing import quiz_of

    quiz = quiz_of(ESSAY)
    item = make_item(course, "quiz", title=quiz.title, slug="explain", points=4)
    store_revision(item=item, quiz=quiz, digest=digest_of(quiz))
    return item


@pytest.fixture
def hand_in(essay: Any) -> Callable[..., Any]:
    """An attempt of the person that was submitted with an answer; its response is returned."""

    def hand_in(user: Any, text: str = ANSWER) -> Any:
        from quizzes import services
        from quizzes.services.changes import Change

        attempt = services.start_attempt(item=essay, user=user)
        change = Change("why", {"": [text]})
        services.save_answers(attempt=attempt, changes=[change], by=user)
        services.finish_attempt(attempt=attempt, by=user)
        return attempt.responses.get()

    return hand_in


@pytest.fixture
def students(course: Any, hand_in: Callable[..., Any]) -> list[Any]:
    """Four with an answer each."""
    from tests.factories import make_student

    found = [make_student(course, name) for name in ("dora", "emil", "fred", "gina")]
    for student in found:
        hand_in(student)
    return found


@pytest.fixture
def rubric(essay: Any, ada: Any) -> Any:
    """The essay's, as the author wrote it."""
    from courseware.manual_grading import selectors, services

    return services.start_rubric(item=essay, part=selectors.part_or_404(essay, "why"), by=ada)


@pytest.fixture
def works(rubric: Any, students: list[Any]) -> list[Any]:
    """In the order of the students."""
    from courseware.items.kinds import kind_named
    from courseware.people.models import User

    found = kind_named("quiz").manual_works(rubric.item, "why", User.objects.all())
    by_student = {work.student_id: work for work in found}
    return [by_student[student.pk] for student in students]


@pytest.fixture
def grader(course: Any) -> Any:
    from courseware.people.models import Enrollment, Role
    from tests.factories import make_user

    user = make_user("otto")
    Enrollment.objects.create(user=user, course=course, role=Role.GRADER)
    return user


@pytest.fixture
def lab(course: Any, tmp_path: Path) -> Any:
    """A lab that gives 20 of 100 points for style."""
    from courseware.items.kinds import kind_named
    from grader.files.faults import Faults, FaultyFiles
    from tests.factories import make_item
    from tests.labs.writing import write_lab

    kind, faults = kind_named("lab"), Faults()
    folder = write_lab(tmp_path, "twice")
    with (folder / "lab.yaml").open("a", encoding="utf-8") as file:
        file.write("style: {points: 20, criteria: [{text: Good names, points: 10}]}\n")
    definition = kind.read(folder, faults, "twice")
    if definition is None:
        raise FaultyFiles(faults)
    item = make_item(course, "lab", slug="twice", title=definition.title, points=10)
    kind.store(item, definition)
    return item


@pytest.fixture
def submission(lab: Any, ben: Any) -> Any:
    """Ben's, with every case right and no points for speed."""
    from labs.models import LabRevision, Purpose, State, Submission

    return Submission.objects.create(
        item=lab,
        revision=LabRevision.objects.get(item=lab),
        user=ben,
        code="import numpy as np\n\n\ndef double(x):\n    return 2 * x\n",
        purpose=Purpose.GRADED,
        key="k",
        seed="0",
        state=State.DONE,
        verdict="passed",
        score=80.0,
        correctness=1.0,
    )
