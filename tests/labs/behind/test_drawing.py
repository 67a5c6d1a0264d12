"""Cases of a seed, drawn by the task as a worker does."""

from __future__ import annotations

import pytest

from courseware.outbox.models import Message
from labs import revisions, tasks
from labs.behind import drawing
from labs.models import DRAW_CASES, CaseDraw


@pytest.fixture
def revision(lab):
    return lab.lab_revisions.get()


def waiting() -> list[list]:
    return [message.args for message in Message.objects.filter(task=DRAW_CASES, done_at=None)]


def test_a_seed_is_drawn_once_with_inputs_and_answers(revision):
    for _ in range(2):
        draw = drawing.ask(revision, "5eed")
    assert waiting() == [[draw.pk]]
    tasks.draw_cases(draw.pk)
    draw.refresh_from_db()
    assert waiting() == [] and draw.drawn_at is not None and draw.error == ""
    names = [case["name"] for case in draw.cases]
    lab = revisions.load(revision)
    assert names[: len(lab.visible)] == [case.name for case in lab.visible]
    assert {case["visible"] for case in draw.cases} == {True, False}
    assert all(case["input"] or case["calls"] for case in draw.cases)


def test_the_cases_are_those_of_a_grading_with_the_seed(revision):
    lab = revisions.load(revision)
    first = drawing.cases_with_answers(lab, 7)
    assert first == drawing.cases_with_answers(lab, 7)
    assert first != drawing.cases_with_answers(lab, 8)


def test_a_lab_that_cannot_draw_says_why(make_lab):
    lab = make_lab("broken")
    revision = lab.lab_revisions.get()
    revision.files = {**revision.files, "cases.py": "raise RuntimeError('no cases')\n"}
    revision.digest = "0" * 64
    revision.save()
    draw = drawing.ask(revision, "1")
    tasks.draw_cases(draw.pk)
    draw.refresh_from_db()
    assert draw.cases == [] and "no cases" in draw.error


def test_old_draws_go(revision, monkeypatch):
    monkeypatch.setattr(drawing, "MAX_KEPT", 2)
    for seed in "abc":
        drawing.ask(revision, seed)
    assert sorted(CaseDraw.objects.values_list("seed", flat=True)) == ["b", "c"]
    assert len(waiting()) == 2


def test_a_draw_that_is_gone_is_done_with(db):
    tasks.draw_cases(10**6)
    assert not CaseDraw.objects.exists()
