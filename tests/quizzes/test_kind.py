from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.items.kinds import ItemState, kind_named
from grader.files.faults import Faults
from quizzes import services
from quizzes.authoring.files import SHIPPED
from quizzes.services.changes import Change
from tests.quizzes.writing import QUIZ

KIND = kind_named("quiz")


def test_the_courses_own_quiz_comes_before_the_shipped_one(tmp_path):
    assert KIND.files.find("dropout", tmp_path) == SHIPPED / "dropout.yaml"
    (tmp_path / "quizzes").mkdir()
    own = tmp_path / "quizzes" / "dropout.yaml"
    own.write_text(QUIZ)
    assert KIND.files.find("dropout", tmp_path) == own
    assert KIND.files.find("../dropout", tmp_path) is None
    assert "softmax" in KIND.files.slugs(tmp_path)


def test_a_definition_names_the_paragraphs_it_refers_to_and_is_counted(tmp_path):
    path = tmp_path / "penalties.yaml"
    path.write_text(QUIZ)
    definition = KIND.read(path, Faults(), "penalties.yaml")
    assert (definition.slug, definition.title) == ("penalties", "Penalties")
    assert definition.references == ("regularization-for-sparsity#what-l1-does",)
    assert KIND.counts([definition, definition]) == {
        "quizzes": 2,
        "questions": 6,
        "by_type": {"blanks": 2, "multiple": 2, "single": 2},
        "parameterised": 0,
        "variants_certified": 6,
    }


def test_a_faulty_file_gives_no_definition(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("title: Bad\n")
    faults = Faults()
    assert KIND.read(path, faults, "bad.yaml") is None
    assert [str(fault) for fault in faults] == ['bad.yaml:1: "questions" is missing']


def test_states_tell_how_far_somebody_is_in_one_query(make_quiz, ben, django_assert_num_queries):
    new, started, done = make_quiz(), make_quiz(), make_quiz()
    attempt = services.start_attempt(item=started, user=ben)
    services.save_answers(attempt=attempt, changes=[Change("zero", {"": ["l1"]})], by=ben)
    services.finish_attempt(attempt=services.start_attempt(item=done, user=ben), by=ben)
    with django_assert_num_queries(1):
        states = KIND.states([new, started, done], ben)
    assert states == {
        started.id: ItemState("started", "1 of 3 answered"),
        done.id: ItemState("done", "handed in"),
    }


def test_work_lists_attempts_and_marks_the_one_that_counts(make_quiz, ben):
    item = make_quiz(QUIZ.replace("pass: 0.5", "attempts: 3"))
    for ticked in (["clip", "rate"], ["clip"]):
        attempt = services.start_attempt(item=item, user=ben)
        services.save_answers(attempt=attempt, changes=[Change("cures", {"": ticked})], by=ben)
        services.finish_attempt(attempt=attempt, by=ben)
    services.start_attempt(item=item, user=ben)
    listed = [(work.title, work.state, work.fraction, work.counts) for work in KIND.work(item, ben)]
    assert listed == [
        ("Attempt 3", "open", None, False),
        ("Attempt 2", "handed in", 0.125, False),
        ("Attempt 1", "handed in", 0.25, True),
    ]


@pytest.mark.django_db
def test_the_sweep_hands_in_what_is_overdue(make_quiz, ben):
    from quizzes.tasks import finish_overdue

    attempt = services.start_attempt(item=make_quiz(), user=ben)
    attempt.item.closes_at = timezone.now() - timedelta(seconds=1)
    attempt.item.save()
    finish_overdue()
    attempt.refresh_from_db()
    assert not attempt.is_open
