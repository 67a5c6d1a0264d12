"""Starting an attempt."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from quizzes import services
from quizzes.models import Attempt
from quizzes.services import starting
from tests.factories import make_student
from tests.quizzes.attempts import CURES, RIGHT, answers, events, finish, save, start_again
from tests.quizzes.writing import QUIZ, quiz_of


def test_an_attempt_begins_with_all_questions_blank(attempt):
    assert answers(attempt) == {"zero": None, "cures": None, "grow": None}
    dealt = [["zero", 0], ["cures", 0], ["grow", 0]]
    assert events(attempt) == [("started", "", {"seed": attempt.seed, "dealt": dealt})]


def test_starting_again_gives_the_same_attempt(attempt):
    assert services.start_attempt(item=attempt.item, user=attempt.user) == attempt
    assert Attempt.objects.count() == 1


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
    with pytest.raises(services.AttemptRefused, match="This quiz allows 1 attempt"):
        services.start_attempt(item=attempt.item, user=attempt.user)


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


def test_an_attempt_can_begin_with_the_answers_of_the_last(begin):
    attempt = begin("attempts: 2\nbuild_on_last: true\n")
    save(attempt, RIGHT)
    finish(attempt)
    second = start_again(attempt)
    assert answers(second) == answers(attempt)
    assert second.seed == attempt.seed
    assert list(second.events.values_list("name", "data"))[1] == ("saved", "l1")


def test_attempts_deal_other_variants_until_all_were_dealt(begin):
    attempt = begin("attempts: 3\n")
    finish(attempt)
    assert start_again(attempt).seed == attempt.seed + 1


def test_a_pool_gives_some_of_its_questions(begin):
    attempt = begin("pools: [{draw: 1, questions: [cures, grow]}]\n")
    assert len(answers(attempt)) == 2
    assert attempt.possible == 3.0


def test_a_retake_numbers_attempts_and_belongs_to_the_newest_revision(begin):
    attempt = begin("attempts: 3\n")
    finish(attempt)
    text = QUIZ.replace("pass: 0.5\n", "attempts: 3\n").replace("text: L1,", "text: L one,")
    changed = quiz_of(text)
    services.store_revision(item=attempt.item, quiz=changed, digest="other")
    second = start_again(attempt)
    assert (second.number, second.revision.number) == (2, 2)


def test_an_answer_that_no_longer_fits_is_not_taken_over(begin):
    settings = "attempts: 2\nbuild_on_last: true\n"
    attempt = begin(settings)
    save(attempt, RIGHT, CURES)
    finish(attempt)
    changed = quiz_of(QUIZ.replace("pass: 0.5\n", settings).replace("id: l1,", "id: l3,"))
    services.store_revision(item=attempt.item, quiz=changed, digest="other")
    second = start_again(attempt)
    assert answers(second) == {"zero": None, "cures": ["clip", "rate"], "grow": None}
    assert second.responses.get(question="cures").version == 1


def test_a_start_is_refused_with_the_sentence_of_the_selector(attempt):
    finish(attempt)
    with pytest.raises(services.AttemptRefused) as refused:
        start_again(attempt)
    assert refused.value.status == 409
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize("seed", [0, starting.MAX_SEED - 1])
def test_seeds_stay_within_what_the_database_holds(begin, seed):
    attempt = begin("attempts: 2\n")
    Attempt.objects.update(seed=seed)
    finish(attempt)
    assert start_again(attempt).seed == (seed + 1) % starting.MAX_SEED


def test_a_seed_that_is_given_decides_what_is_dealt(make_quiz, course):
    item = make_quiz()
    attempts = [
        services.start_attempt(item=item, user=make_student(course), seed=seed)
        for seed in (7, 7, 8)
    ]
    assert [attempt.seed for attempt in attempts] == [7, 7, 8]
    dealt = [list(attempt.responses.values_list("question", "variant")) for attempt in attempts]
    assert dealt[0] == dealt[1]


def test_a_seed_that_is_given_is_for_the_first_attempt_alone(begin):
    attempt = finish(begin("attempts: 2\n"))
    again = services.start_attempt(item=attempt.item, user=attempt.user, seed=99)
    assert again.seed == (attempt.seed + 1) % starting.MAX_SEED
