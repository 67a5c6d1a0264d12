import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from courseware.gradebook.models import Score
from quizzes import services
from quizzes.models import Attempt, QuizRevision
from quizzes.selectors import attempt_questions
from quizzes.services import finishing
from quizzes.services.changes import Change
from tests.factories import make_extension, make_student
from tests.quizzes.writing import QUIZ, quiz_of

ZERO = Change("zero", {"": ["l1"]})
CURES = Change("cures", {"": ["clip", "rate"]})
GROW = Change("grow", {"width": ["Units"], "depth": ["layers"]})


def save(attempt, *changes):
    return services.save_answers(attempt=attempt, changes=changes, by=attempt.user)


def answers(attempt):
    return dict(attempt.responses.values_list("question", "answer"))


def events(attempt):
    return list(attempt.events.values_list("name", "question", "data"))


@pytest.fixture
def attempt(make_quiz, ben):
    return services.start_attempt(item=make_quiz(), user=ben)


def test_an_attempt_begins_with_all_questions_blank(attempt):
    assert answers(attempt) == {"zero": None, "cures": None, "grow": None}
    dealt = [["zero", 0], ["cures", 0], ["grow", 0]]
    assert events(attempt) == [("started", "", {"seed": attempt.seed, "dealt": dealt})]


def test_starting_again_gives_the_same_attempt(attempt):
    assert services.start_attempt(item=attempt.item, user=attempt.user) == attempt
    assert Attempt.objects.count() == 1


def test_answers_are_saved_and_every_change_is_an_event(attempt):
    save(attempt, ZERO, GROW)
    save(attempt, Change("zero", {"": ["l2"]}))
    assert answers(attempt)["zero"] == "l2"
    assert answers(attempt)["grow"] == {"width": "Units", "depth": "layers"}
    assert events(attempt)[1:] == [
        ("saved", "zero", "l1"),
        ("saved", "grow", {"width": "Units", "depth": "layers"}),
        ("saved", "zero", "l2"),
    ]


def test_saving_the_same_answer_again_adds_nothing(attempt):
    save(attempt, ZERO)
    save(attempt, ZERO)
    assert len(events(attempt)) == 2


def test_one_changed_part_leaves_the_others_of_its_question(attempt):
    save(attempt, GROW)
    save(attempt, Change("grow", {"depth": ["wires"]}, whole=False))
    assert answers(attempt)["grow"] == {"width": "Units", "depth": "wires"}


def test_an_answer_can_be_withdrawn(attempt):
    save(attempt, ZERO)
    save(attempt, Change("zero", {"": []}))
    assert answers(attempt)["zero"] is None
    assert attempt.responses.filter(question="zero", answer__isnull=True).exists()


def test_what_cannot_be_read_is_refused_and_the_rest_is_saved(attempt):
    saved = save(attempt, Change("zero", {"": ["no-such"]}), CURES)
    assert saved.refused == {
        "zero": "Question 1 is not saved. Expected the id of one option. "
        "Reload the page and choose once more."
    }
    assert answers(attempt) == {"zero": None, "cures": ["clip", "rate"], "grow": None}


def test_an_unknown_question_changes_nothing(attempt):
    with pytest.raises(services.ResponseRefused, match="no question “other”"):
        save(attempt, ZERO, Change("other", {"": ["l1"]}))
    assert answers(attempt)["zero"] is None


def test_handing_in_scores_what_was_saved_and_tells_the_gradebook(attempt):
    save(attempt, ZERO, Change("grow", {"width": ["neurons"]}))
    done = services.finish_attempt(attempt=attempt, by=attempt.user)
    assert dict(done.responses.values_list("question", "fraction")) == {
        "zero": 1.0,
        "cures": 0.0,
        "grow": 0.5,
    }
    assert (done.earned, done.possible, done.fraction) == (2.5, 4.0, 0.625)
    score = Score.objects.get(item=attempt.item, user=attempt.user)
    assert (score.fraction, score.late_by) == (0.625, timedelta())
    assert score.changes.get().reason == "Quiz attempt 1"


def test_handing_in_twice_changes_nothing(attempt):
    first = services.finish_attempt(attempt=attempt, by=attempt.user)
    second = services.finish_attempt(attempt=attempt, by=attempt.user)
    assert first.submitted_at == second.submitted_at
    assert [event[0] for event in events(attempt)] == ["started", "finished"]


def test_a_save_after_handing_in_is_refused_and_its_text_kept(attempt):
    services.finish_attempt(attempt=attempt, by=attempt.user)
    with pytest.raises(services.LateResponseRefused, match="this attempt was handed in at"):
        save(attempt, ZERO)
    assert answers(attempt)["zero"] is None
    assert events(attempt)[-1] == ("refused", "zero", "l1")


def test_late_save_is_refused_and_its_text_kept(attempt):
    save(attempt, ZERO)
    close(attempt.item, minutes=-1)
    with pytest.raises(services.LateResponseRefused, match="the time was over at"):
        save(attempt, Change("zero", {"": ["l2"]}))
    assert answers(attempt)["zero"] == "l1"
    assert events(attempt)[-1] == ("refused", "zero", "l2")


def test_more_time_for_one_person_holds_for_the_running_attempt(attempt):
    close(attempt.item, minutes=-1)
    later = timezone.now() + timedelta(hours=1)
    make_extension(attempt.item, attempt.user, closes_at=later)
    save(attempt, ZERO)
    assert answers(attempt)["zero"] == "l1"


def test_work_saved_after_the_due_date_is_late(attempt):
    attempt.item.due_at = timezone.now() - timedelta(minutes=1)
    attempt.item.save()
    save(attempt, ZERO)
    finished = services.finish_attempt(attempt=attempt, by=attempt.user)
    assert finished.late_by > timedelta(minutes=1)
    assert Score.objects.get(item=attempt.item).late_by == finished.late_by


def test_handing_in_late_what_was_saved_in_time_is_not_late(attempt):
    save(attempt, ZERO)
    attempt.item.due_at = timezone.now()
    attempt.item.save()
    assert not services.finish_attempt(attempt=attempt, by=attempt.user).late_by


def test_nothing_starts_before_opening_or_after_closing(make_quiz, ben):
    tomorrow = timezone.now() + timedelta(days=1)
    with pytest.raises(services.AttemptRefused, match="This opens on"):
        services.start_attempt(item=make_quiz(opens_at=tomorrow), user=ben)
    yesterday = timezone.now() - timedelta(days=1)
    with pytest.raises(services.AttemptRefused, match="This closed on"):
        services.start_attempt(item=make_quiz(closes_at=yesterday), user=ben)
    assert not Attempt.objects.exists()


def test_one_attempt_is_all_there_is_unless_the_file_says_more(attempt):
    services.finish_attempt(attempt=attempt, by=attempt.user)
    with pytest.raises(services.AttemptRefused, match="This quiz allows one attempt"):
        services.start_attempt(item=attempt.item, user=attempt.user)


def test_the_best_of_several_attempts_counts(make_quiz, ben):
    item = make_quiz(QUIZ.replace("pass: 0.5", "attempts: 3"))
    for changes in ([ZERO], [ZERO, CURES, GROW], []):
        attempt = services.start_attempt(item=item, user=ben)
        save(attempt, *changes)
        services.finish_attempt(attempt=attempt, by=ben)
    assert attempt.number == 3
    assert Score.objects.get(item=item, user=ben).fraction == 1.0


def test_overdue_attempts_are_handed_in_with_what_was_saved(attempt):
    save(attempt, ZERO)
    assert services.finish_overdue_attempts().finished == 0
    close(attempt.item, minutes=-1)
    assert services.finish_overdue_attempts().finished == 1
    attempt.refresh_from_db()
    assert attempt.earned == 2.0
    assert attempt.events.get(name="finished").by is None


def test_an_attempt_that_got_more_time_after_it_was_found_overdue_stays_open(attempt):
    close(attempt.item, minutes=-1)
    found = Attempt.objects.get(pk=attempt.pk)
    close(attempt.item, minutes=20)
    services.finish_attempt(attempt=found, by=None, overdue=True)
    attempt.refresh_from_db()
    assert attempt.is_open


def test_overdue_attempts_that_do_not_fit_are_left_for_the_next_time(
    make_quiz, course, monkeypatch
):
    monkeypatch.setattr(finishing, "SWEEP_SECONDS", -1.0)
    item = make_quiz()
    for name in ("dora", "emil", "fred"):
        services.start_attempt(item=item, user=make_student(course, name))
    close(item, minutes=-1)
    assert [services.finish_overdue_attempts().more for _ in range(3)] == [True, True, False]
    assert not Attempt.objects.filter(submitted_at=None).exists()


def test_an_attempt_stays_with_its_revision(attempt):
    changed = quiz_of(QUIZ.replace("text: L1, correct", "text: The sum of sizes, correct"))
    assert services.store_revision(item=attempt.item, quiz=changed, digest="other")
    assert not services.store_revision(item=attempt.item, quiz=changed, digest="other")
    attempt.refresh_from_db()
    assert (attempt.revision.number, QuizRevision.objects.count()) == (1, 2)
    assert {
        option["text"]
        for option in attempt_questions(attempt)[0].question.template_context()["options"]
    } == {
        "L1",
        "Squared L2",
    }


def test_a_save_takes_three_queries(attempt, django_assert_num_queries):
    with django_assert_num_queries(5):  # with SAVEPOINT and RELEASE, as tests run in a transaction
        save(attempt, ZERO)


@pytest.mark.slow
def test_starts_at_the_same_moment_give_one_attempt(tmp_path):
    """On a database file, where four threads write as four requests do."""
    environment = os.environ | {"COURSEWARE_VAR": str(tmp_path), "PYTHONPATH": os.getcwd()}
    environment.pop("DATABASE_URL", None)
    script = Path(__file__).with_name("four_starts.py")
    done = subprocess.run(
        [sys.executable, str(script)], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.stdout == "4 starts, 1 attempt, 1 event\n", done.stderr


def close(item, *, minutes):
    item.closes_at = timezone.now() + timedelta(minutes=minutes)
    item.save()


def test_what_is_saved_while_an_attempt_is_scored_counts(attempt, monkeypatch):
    save(attempt, Change("zero", {"": ["l2"]}))
    scored, changed = finishing.response_fraction, []

    def saved_meanwhile(attempt, row):
        share = scored(attempt, row)
        if row.question.id == "grow" and not changed:
            changed.append(save(attempt, ZERO))
        return share

    monkeypatch.setattr(finishing, "response_fraction", saved_meanwhile)
    done = services.finish_attempt(attempt=attempt, by=attempt.user)
    assert done.earned == 2.0
    assert done.responses.get(question="zero").fraction == 1.0


@pytest.mark.django_db(transaction=True)
def test_handing_in_scores_before_it_takes_the_lock(attempt, monkeypatch):
    scored, locked = finishing.response_fraction, []

    def watched(attempt, row):
        locked.append(connection.in_atomic_block)
        return scored(attempt, row)

    monkeypatch.setattr(finishing, "response_fraction", watched)
    services.finish_attempt(attempt=attempt, by=attempt.user)
    assert locked == [False] * 3
