"""Fills the database of a release with a small class at work, through the release's own code.

Run by `make_dump` inside a checkout of that release, with the course's folder as its argument; so
it asks before it uses what early releases lack. Prints as JSON whose session cookie is whose.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseware.settings")
django.setup()

from django.contrib.sessions.models import Session  # noqa: E402  (after the setup)
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from courseware.chapters.services import mark_read  # noqa: E402
from courseware.courses.loader import load_course  # noqa: E402
from courseware.gradebook.services import override_score  # noqa: E402
from courseware.items.models import Item  # noqa: E402
from courseware.people.models import Role, User  # noqa: E402
from courseware.people.services import enroll  # noqa: E402
from labs.grading.services import grade_submission  # noqa: E402
from labs.models import State, Submission  # noqa: E402
from labs.submissions.services import submit_code  # noqa: E402
from quizzes import selectors  # noqa: E402
from quizzes import services as quizzes  # noqa: E402
from quizzes.models import Response  # noqa: E402
from quizzes.services.changes import Change  # noqa: E402

PASSWORD = "correct horse 77 battery"
STUDENTS = ("ben", "dan", "eva", "fay", "gil")


def main(folder: Path) -> None:
    call_command("migrate", verbosity=0)
    course = load_course(folder).course
    people = {name: _user(name) for name in (*STUDENTS, "ada")}
    for name, user in people.items():
        role = Role.INSTRUCTOR if name == "ada" else Role.STUDENT
        enroll(user=user, course=course, role=role)
    User.objects.create_superuser("root", "root@example.org", PASSWORD)
    items = {item.slug: item for item in Item.objects.filter(course=course)}
    for chapter in course.chapters.all()[:2]:
        mark_read(chapter=chapter, user=people["ben"])
    _extension(items["softmax"], people["dan"])
    _quizzes(items, people)
    _mended_key(folder, items, people)
    _labs(folder, items, people)
    override_score(
        item=items["softmax"],
        user=people["gil"],
        fraction=0.75,
        reason="By mail.",
        by=people["ada"],
    )
    print(json.dumps({name: _cookie(name) for name in (*people, "root")}))


def _user(name: str) -> User:
    return User.objects.create_user(
        name, f"{name}@example.org", PASSWORD, first_name=name.capitalize(), last_name="Example"
    )


def _cookie(name: str) -> str:
    """Of a session that was begun through the form, and lasts."""
    client = Client(HTTP_HOST="localhost")
    client.post("/accounts/login/", {"login": name, "password": PASSWORD})
    key = client.cookies["sessionid"].value
    forever = datetime(2999, 1, 1, tzinfo=timezone.get_current_timezone())
    Session.objects.filter(session_key=key).update(expire_date=forever)
    return key


# -- quizzes --------------------------------------------------------------------------------------
def _quizzes(items: dict[str, Item], people: dict[str, User]) -> None:
    ben, dan, eva, fay = (people[name] for name in ("ben", "dan", "eva", "fay"))
    for item in items.values():
        if item.kind != "quiz":
            continue
        _work(item, ben, share=1.0, hand_in=True)
        _work(item, dan, share=0.5, hand_in=True)
        _work(item, eva, share=0.5, hand_in=False)
    _work(items["sparsity-workshop"], ben, share=0.5, hand_in=True)  # a second attempt
    _work(items["softmax"], fay, share=0.0, hand_in=False)
    _grade_by_hand(items["explain-zeros"], ben, people["ada"])
    for response in Response.objects.filter(attempt__user=ben, fraction=None):
        if selectors.question_of(response.attempt, response).graded_by_worker:
            quizzes.grade_response(response_id=response.pk)
    _more_time(items, people)
    _late(items["l1-regularization"], fay)


def _work(item: Item, user: User, *, share: float, hand_in: bool) -> None:
    """Answers a share of the questions, all right in a whole attempt and else every second."""
    attempt = quizzes.start_attempt(item=item, user=user)
    rows = selectors.attempt_questions(attempt)
    for place, row in enumerate(rows):
        if place >= share * len(rows):
            break
        samples = row.question.samples()
        wrong = next(iter(samples.wrong.values()), None)
        use_wrong = share < 1 and place % 2 and wrong is not None
        answer = row.question.parse_response(wrong.response if use_wrong else samples.right)
        change = Change(row.question.id, row.question.to_form(answer))
        quizzes.save_answers(attempt=attempt, changes=[change], by=user)
        _try(attempt, row.question.id, user)
        if getattr(getattr(attempt.revision, "delivery", None), "one_way", False):
            quizzes.move_on(attempt=attempt, position=place + 1, by=user)
    if hand_in:
        quizzes.finish_attempt(attempt=attempt, by=user)


def _try(attempt: Any, question: str, user: User) -> None:
    delivery = getattr(attempt.revision, "delivery", None)
    if delivery is not None and delivery.tries:
        quizzes.check_answer(attempt=attempt, question=question, by=user)


def _grade_by_hand(item: Item, user: User, by: User) -> None:
    for response in Response.objects.filter(attempt__item=item, attempt__user=user):
        question = selectors.question_of(response.attempt, response)
        points = {criterion.id: criterion.points for criterion in question.body.rubric}
        quizzes.grade_by_hand(response=response, points=points, comment="Clear.", by=by)


def _more_time(items: dict[str, Item], people: dict[str, User]) -> None:
    values = {"item": None, "user": people["eva"], "reason": "Certificate", "by": people["ada"]}
    values["course"] = items["softmax"].course
    if hasattr(quizzes, "grant_accommodation"):
        earlier: Any = quizzes
        earlier.grant_accommodation(**values, grant=earlier.Grant(multiplier=1.5))
    elif find_spec("courseware.deadlines"):
        from courseware.deadlines.grants import Grant
        from courseware.deadlines.services import grant_extension

        grant_extension(**values, grant=Grant(time_factor=1.5))


def _extension(item: Item, user: User) -> None:
    if find_spec("courseware.deadlines"):
        from courseware.deadlines.models import Extension

        Extension.objects.create(course=item.course, item=item, user=user, reason="Was ill.")
    else:
        models: Any = import_module("courseware.items.models")
        models.Extension.objects.create(item=item, user=user, reason="Was ill.")


def _late(item: Item, user: User) -> None:
    """An answer that came too late and was kept; the attempt waits to be handed in."""
    attempt = quizzes.start_attempt(item=item, user=user)
    (row, *_) = selectors.attempt_questions(attempt)
    answer = row.question.parse_response(row.question.samples().right)
    change = Change(row.question.id, row.question.to_form(answer))
    Item.objects.filter(pk=item.pk).update(closes_at=timezone.now() - timedelta(hours=1))
    attempt.refresh_from_db()
    try:
        quizzes.save_answers(attempt=attempt, changes=[change], by=user)
    except quizzes.LateResponseRefused:
        return
    raise AssertionError("an answer after the end was taken")


def _mended_key(folder: Path, items: dict[str, Item], people: dict[str, User]) -> None:
    """A second revision of a quiz, its points doubled; graded again where a release can."""
    file = folder / "quizzes" / "non-linearity.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("type: single", "type: single\n    points: 2"), encoding="utf-8")
    load_course(folder)
    if hasattr(quizzes, "apply_regrade"):
        with transaction.atomic():
            quizzes.apply_regrade(
                item=items["non-linearity"], by=people["ada"], reason="Counts double."
            )


# -- labs -----------------------------------------------------------------------------------------
def _labs(folder: Path, items: dict[str, Item], people: dict[str, User]) -> None:
    item = items["penalties"]
    catalogue = Path.cwd() / "labs" / "catalogue" / "penalties"
    right = (catalogue / "solutions" / "vectorised.py").read_text(encoding="utf-8")
    wrong = (catalogue / "mistakes" / "signed_sum.py").read_text(encoding="utf-8")
    for user, code, purpose in (
        (people["ben"], wrong, "graded"),
        (people["ben"], right, "graded"),
        (people["ben"], right, "trial"),
        (people["dan"], "def penalty(:\n", "graded"),
        (people["dan"], "while True:\n    pass\n", "graded"),
    ):
        made = submit_code(item=item, user=user, code=code, purpose=purpose)
        grade_submission(submission_id=made.pk)
    failed = submit_code(item=item, user=people["eva"], code=right)
    Submission.objects.filter(pk=failed.pk).update(
        state=State.FAILED, tries=8, grader_error="The sandbox could not be made."
    )
    submit_code(item=item, user=people["fay"], code=wrong)  # waits


if __name__ == "__main__":
    main(Path(sys.argv[1]))
