"""The labs' part of a demo class: their own solutions and mistakes, really graded.

A lab's folder holds programs that are right in several ways and programs with one mistake each.
Students of the demo class hand these in. The same program gets the same result, so each is graded
once and its result kept in ``var/demo-results/``.
"""

from __future__ import annotations

import hashlib
import json
import platform
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.conf import settings

import grader
from courseware.database.transactions import in_transaction
from courseware.demo.history import scores_recorded_at
from courseware.gradebook.policy import late_by
from courseware.items.manual import Criterion, Remark
from courseware.items.models import Item
from courseware.items.turns import Turn
from courseware.manual_grading.services import Given, save_mark, start_rubric
from courseware.people.models import User
from grader.results.verdicts import Verdict
from labs import revisions, style
from labs.grading.services import record_decision, store_report
from labs.models import LabRevision, Purpose, State, StyleGrade, Submission
from labs.similarity import planted
from labs.submissions.storable import make_storable

FOLDER = "demo-results"
PROGRAMS = ("solutions", "mistakes")
PER_CHAPTER = 2
MISTAKES = 5  # of a lab that are made, out of many
RUN_FIRST = 0.7
STUCK_BELOW = 0.55  # of ability
STUCK_TRIES = 5
GRADED_AFTER = timedelta(seconds=20)


def items(items: Sequence[Item]) -> list[Item]:
    """The first of a chapter that ask for code and have solutions and mistakes of their own."""
    current = LabRevision.objects.filter(item__in=items, current=True, form=[])
    files = dict(current.values_list("item", "files"))
    usable = [item for item in items if _has_programs(files.get(item.pk, {}))]
    return usable[:PER_CHAPTER]


def make_work(item: Item, turns: Sequence[Turn], teacher: User | None = None) -> None:
    """Submissions and trial runs of everybody; one of them could not be graded.

    Of the first lab that is made, a person grades the style as well.
    """
    programs = _Programs(LabRevision.objects.get(item=item, current=True))
    alike = planted.chosen(item, turns)
    for turn in turns:
        _make_turn(item, turn, programs, alike.get(turn.user.pk, ""))
    if turns:
        _leave_ungraded(item, turns[len(turns) // 2], programs)
    if teacher and turns and not StyleGrade.objects.filter(item__course=item.course).exists():
        _grade_style(item, turns, teacher)


class _Programs:
    """The programs of a lab that students hand in, and what the grader says of each."""

    def __init__(self, revision: LabRevision) -> None:
        self.revision = revision
        rng = random.Random(revision.item.slug)
        files = revision.files
        self.right = [files[name] for name in sorted(files) if name.startswith("solutions/")]
        mistakes = [files[name] for name in sorted(files) if name.startswith("mistakes/")]
        self.wrong = [revision.starter, *rng.sample(mistakes, min(MISTAKES, len(mistakes)))]

    @property
    def seed(self) -> str:
        """Of the hidden inputs: one for all, or a program would have many results."""
        return hashlib.sha256(self.revision.digest.encode()).hexdigest()[:32]

    def report(self, code: str, *, visible_only: bool) -> dict[str, Any]:
        """The grader's report, from the cache where the program was graded before.

        Raises: grader.SandboxUnavailable, RuntimeError: where it cannot be graded here.
        """
        path = settings.VAR_DIR / FOLDER / f"{self._digest(code, visible_only)}.json"
        if path.is_file():
            stored: dict[str, Any] = json.loads(path.read_text("utf-8"))
            return stored
        lab = revisions.load(self.revision)
        graded = grader.grade(lab, code, visible_only=visible_only, seed=int(self.seed, 16))
        if graded.verdict is Verdict.grader_failed:
            raise RuntimeError(f"{self.revision}: {graded.failure}")
        report = make_storable(graded.as_dict())
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".tmp")
        temporary.write_text(json.dumps(report), "utf-8")
        temporary.replace(path)
        return report

    def _digest(self, code: str, visible_only: bool) -> str:
        versions = (grader.VERSION, np.__version__, platform.python_version())
        parts = (self.revision.digest, self.seed, code, visible_only, *versions)
        return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


def _make_turn(item: Item, turn: Turn, programs: _Programs, own: str) -> None:
    """Right the more likely the later; a student who has every case right stops.

    Who has a program of their ``own`` hands in that one.
    """
    rng = random.Random(turn.seed)
    beside = random.Random(f"{turn.seed}/beside")
    _run_visible(item, turn, programs, beside)
    for number, at in enumerate(turn.tries, start=1):
        last = number == len(turn.tries)
        right = rng.random() < turn.ability ** (1 if last else 3)
        code = own or rng.choice(programs.right if right else programs.wrong)
        trial = (last and not turn.finished) or (not right and not last and rng.random() < 0.3)
        report = programs.report(code, visible_only=trial)
        _store(item, turn, programs, code, at, Purpose("trial" if trial else "graded"), report)
        if right and not trial:
            return
    if turn.finished and turn.ability < STUCK_BELOW and not own:
        _stay_stuck(item, turn, programs, beside)


def _run_visible(item: Item, turn: Turn, programs: _Programs, rng: random.Random) -> None:
    """Before the first submission most look at what the visible cases say."""
    if rng.random() < RUN_FIRST:
        at = turn.tries[0] - timedelta(minutes=round(rng.uniform(4, 28)))
        code = rng.choice(programs.wrong)
        report = programs.report(code, visible_only=True)
        _store(item, turn, programs, code, at, Purpose("trial"), report)


def _stay_stuck(item: Item, turn: Turn, programs: _Programs, rng: random.Random) -> None:
    """A few hand in one wrong program after the other, a few minutes apart."""
    code = rng.choice(programs.wrong)
    report = programs.report(code, visible_only=False)
    for number in range(1, STUCK_TRIES + 1):
        at = turn.tries[-1] + timedelta(minutes=4 * number)
        _store(item, turn, programs, code, at, Purpose("graded"), report)


def _leave_ungraded(item: Item, turn: Turn, programs: _Programs) -> None:
    at = turn.tries[-1] + timedelta(minutes=25)
    _store(item, turn, programs, programs.right[0], at, Purpose("graded"), None)


@in_transaction
def _store(
    item: Item,
    turn: Turn,
    programs: _Programs,
    code: str,
    at: datetime,
    purpose: Purpose,
    report: dict[str, Any] | None,
) -> None:
    """A submission as it would be after grading; without a ``report`` it could not be graded."""
    submission = Submission.objects.create(
        item=item,
        revision=programs.revision,
        user=turn.user,
        code=code,
        purpose=purpose,
        key=hashlib.sha256(f"demo {turn.seed} {at}".encode()).hexdigest(),
        late_by=(late := late_by(at, turn.due_at)),
        late_as_received=late,
        seed=programs.seed,
        tries=1,
    )
    stored = Submission.objects.filter(pk=submission.pk)
    stored.update(created_at=at)
    submission.created_at = at
    if report is None:
        stored.update(state=State.FAILED, grader_error="Left ungraded for the demo class.")
        return
    store_report(submission, report)
    stored.update(graded_at=at + GRADED_AFTER)
    if purpose == Purpose.GRADED:
        with scores_recorded_at(item, turn.user, at + GRADED_AFTER):
            record_decision(submission)


STYLE = (
    ("Names say what they hold", 5),
    ("Whole arrays in place of loops", 10),
    ("No line that nothing needs", 5),
)
STYLE_SHARE = 20.0


def _grade_style(item: Item, turns: Sequence[Turn], teacher: User) -> None:
    """Half of the students, the others wait; with a comment at a line."""
    part = style.parts([item])[item.pk][0]
    criteria = tuple(Criterion(text, points) for text, points in STYLE)
    part = replace(part, criteria=part.criteria or criteria)
    rubric = start_rubric(item=item, part=part, by=teacher, share=part.share or STYLE_SHARE)
    lines = list(rubric.items.all())
    students = User.objects.filter(pk__in=[turn.user.pk for turn in turns])
    found = style.works(item, part.name, students)
    for work in found[: len(found) // 2]:
        rng = random.Random(f"style/{item.slug}/{work.student_id}")
        shown = style.work(item, part.name, work.id)
        code = shown.text.splitlines() if shown else []
        loops = [number for number, line in enumerate(code, 1) if "for " in line or "def " in line]
        remarks = [
            Remark("Say here what comes in and what goes out.", line=line) for line in loops[:1]
        ]
        given = Given([line.pk for line in lines if rng.random() < 0.75], remarks=remarks)
        at = work.at + timedelta(days=2)
        with scores_recorded_at(item, User.objects.get(pk=work.student_id), at):
            save_mark(rubric=rubric, work=work, given=given, by=teacher, seen=0)


def _has_programs(files: dict[str, str]) -> bool:
    return all(any(name.startswith(f"{kind}/") for name in files) for kind in PROGRAMS)
