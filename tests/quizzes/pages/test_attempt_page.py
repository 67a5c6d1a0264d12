import pytest

from quizzes import selectors
from quizzes.pages.attempt_page import finish_context, open_attempt_context, tries_context
from quizzes.pages.unsaved import UnsavedForm
from quizzes.services.changes import Change
from tests.quizzes.attempts import CURES, RIGHT, WRONG, check, save


def rows_of(context):
    return {row["number"]: row for row in context["rows"]}


def test_all_questions_are_shown_with_what_was_answered(attempt):
    save(attempt, RIGHT)
    context = open_attempt_context(attempt, attempt.user)
    assert [row["number"] for row in context["rows"]] == [1, 2, 3]
    assert (context["answered"], context["answered_elsewhere"]) == (1, 0)
    assert [row["answered"] for row in context["all_rows"]] == [True, False, False]
    assert rows_of(context)[1]["basis"] == "zero:1::"


def test_no_id_of_an_author_is_in_an_open_row(attempt):
    row = rows_of(open_attempt_context(attempt, attempt.user))[1]
    assert not {option["id"] for option in row["page"]["options"]} & {"l1", "l2"}


def test_where_a_page_has_one_question_the_others_are_counted(begin):
    attempt = begin("one_per_page: true\n")
    save(attempt, RIGHT, CURES)
    context = open_attempt_context(attempt, attempt.user, requested=2)
    assert list(rows_of(context)) == [2]
    assert (context["answered"], context["answered_elsewhere"]) == (2, 1)
    assert context["navigation"].next == 3


def test_an_instructor_sees_all_questions_of_a_quiz_that_goes_one_way(begin, ada):
    attempt = begin("one_way: true\n")
    own, watched = (open_attempt_context(attempt, viewer) for viewer in (attempt.user, ada))
    assert (list(rows_of(own)), own["one_way"], own["watching"]) == ([1], True, False)
    assert (list(rows_of(watched)), watched["one_way"], watched["watching"]) == (
        [1, 2, 3],
        False,
        True,
    )


def test_what_could_not_be_saved_is_in_its_fields_with_its_error(attempt):
    unsaved = UnsavedForm({"grow": {"width": ["x" * 300]}}, {"grow": "Too long."})
    context = open_attempt_context(attempt, attempt.user, unsaved=unsaved)
    assert context["not_saved"] == ["Too long."]
    assert rows_of(context)[3]["error"] == "Too long."
    assert rows_of(context)[1]["error"] == ""


def test_the_last_question_of_one_way_is_known(begin):
    attempt = begin("one_way: true\n")
    assert not open_attempt_context(attempt, attempt.user)["last"]
    attempt.reached = 3
    assert open_attempt_context(attempt, attempt.user)["last"]


def test_levels_of_certainty_show_the_chosen_one(begin):
    attempt = begin("certainty: true\n")
    save(attempt, Change("zero", {"": ["l1"]}, certainty=2))
    levels = rows_of(open_attempt_context(attempt, attempt.user))[1]["certainty"]
    assert [level["level"] for level in levels if level["chosen"]] == [2]


def test_before_submission_blank_and_partly_answered_questions_are_listed(attempt):
    save(attempt, RIGHT, Change("grow", {"width": ["units"]}))
    context = finish_context(attempt)
    assert [row.question.id for row in context["blank"]] == ["cures"]
    assert [row.question.id for row in context["partly"]] == ["grow"]
    assert context["questions"] == 3


# -- tries ---------------------------------------------------------------------------------------
def tries_of(attempt):
    row = selectors.attempt_questions(attempt)[0]
    return tries_context(row, attempt.revision.delivery)


def test_without_tries_there_is_nothing_to_show(attempt):
    assert tries_of(attempt) is None


def test_before_the_first_try_all_are_left(begin):
    context = tries_of(begin("tries: {count: 2}\n"))
    assert (context["used"], context["status"].left) == (0, 2)
    assert "feedback" not in context


@pytest.mark.parametrize(
    ("change", "state", "feedback"),
    [
        (WRONG, "wrong", ["Its slope fades away."]),
        (RIGHT, "right", ["The kink keeps the weight at zero."]),
    ],
    ids=["wrong", "right"],
)
def test_a_try_shows_the_feedback_on_what_was_chosen(begin, change, state, feedback):
    attempt = begin("tries: {count: 2}\n")
    save(attempt, change)
    check(attempt)
    context = tries_of(attempt)
    assert (context["state"]["state"], context["feedback"]) == (state, feedback)
    assert not context["stale"]


def test_a_change_after_a_try_makes_its_result_stale(begin):
    attempt = begin("tries: {count: 2}\n")
    save(attempt, WRONG)
    check(attempt)
    save(attempt, RIGHT)
    assert tries_of(attempt)["stale"]
