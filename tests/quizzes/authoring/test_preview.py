import json

import pytest

from grader import SandboxUnavailable
from grader.files.faults import FaultyFiles
from quizzes.authoring import preview
from quizzes.authoring.preview import PreviewError, find_quiz, read_responses, score_responses
from quizzes.contract.answers import Part, Score
from tests.quizzes.writing import QUIZ, example_of, quiz_of

KEY = {"zero": "l1", "cures": ["clip", "rate"], "grow": {"width": "neurons", "depth": "layers"}}


@pytest.fixture
def quiz():
    return quiz_of(QUIZ)


def write(folder, text: str, name: str = "penalties"):
    (folder / "quizzes").mkdir(exist_ok=True)
    (folder / "quizzes" / f"{name}.yaml").write_text(text)


def test_a_quiz_of_the_course_is_found(tmp_path):
    write(tmp_path, QUIZ)
    assert find_quiz("penalties", tmp_path).title == "Penalties"


def test_a_quiz_that_is_nowhere_gets_a_suggestion(tmp_path):
    write(tmp_path, QUIZ)
    with pytest.raises(PreviewError, match=r'no quiz "penaltys"\. Did you mean "penalties"'):
        find_quiz("penaltys", tmp_path)


def test_a_faulty_quiz_is_reported_by_its_name(tmp_path):
    write(tmp_path, QUIZ.replace("type: single", "type: singel"))
    with pytest.raises(FaultyFiles, match=r"penalties\.yaml:6: unknown question type"):
        find_quiz("penalties", tmp_path)


def test_the_shown_keys_earn_everything(quiz):
    shown = preview.show_questions(quiz, 3)
    assert {question["id"]: question["key"] for question in shown} == KEY
    responses = {question["id"]: question["key"] for question in shown}
    assert all(question["score"] == 1 for question in score_responses(quiz, 3, responses))


def test_questions_without_a_response_are_blank(quiz):
    rows = score_responses(quiz, 0, {"zero": "l1"})
    assert [(row["points"], row["possible"]) for row in rows] == [
        (2.0, 2.0),
        (0.0, 1.0),
        (0.0, 1.0),
    ]
    assert all(row["readable"] for row in rows)


def test_an_invalid_response_says_what_was_expected(quiz):
    (row, *_) = score_responses(quiz, 0, {"zero": 1})
    assert (row["readable"], row["score"]) == (False, 0.0)
    assert row["expected"] == row["feedback"] == "Expected the id of one option: l1, l2."


def test_an_unknown_question_gets_a_suggestion(quiz):
    with pytest.raises(PreviewError, match=r'no question "zeros".*Did you mean "zero"'):
        score_responses(quiz, 0, {"zeros": "l1"})


def test_reports_are_plain_json(quiz):
    rows = score_responses(quiz, 0, KEY)
    assert json.loads(json.dumps(rows)) == rows


def test_an_essay_stays_pending(quiz):
    lines = [("  - " if n == 0 else "    ") + line
             for n, line in enumerate(example_of("essay").splitlines())]  # fmt: skip
    essay = quiz_of("title: T\nquestions:\n" + "\n".join(lines))
    (row,) = score_responses(essay, 0, {"why-l1": "Because."})
    assert (row["pending"], row["score"]) == (True, 0.0)


def test_a_sandbox_that_is_missing_gets_a_sentence(monkeypatch):
    lines = [("  - " if n == 0 else "    ") + line
             for n, line in enumerate(example_of("code").splitlines())]  # fmt: skip
    code = quiz_of("title: T\nquestions:\n" + "\n".join(lines))

    def refuse(self, body, answer):
        raise SandboxUnavailable("There is no bubblewrap here.")

    monkeypatch.setattr("quizzes.types.code.CodeType.grade", refuse)
    with pytest.raises(PreviewError, match="Question relu-code cannot be graded: There is no"):
        score_responses(code, 0, {"relu-code": "def relu(x):\n    return x\n"})


@pytest.mark.parametrize(
    ("score", "feedback"),
    [
        (Score(0.0, (Part("a", False, True, feedback="No."),)), "No."),
        (Score(1.0, (Part("a", True, True, feedback="Yes."),)), "Yes."),
        (Score(1.0, (Part("a", True, False, feedback="Not chosen."),)), ""),
        (Score(0.0, (Part("a", False, False, feedback="Missed."),)), "Missed."),
        (
            Score(0.0, (Part("a", False, feedback="One."), Part("b", False, feedback="Two."))),
            "One.\n\nTwo.",
        ),
        (
            Score(0.0, (Part("a", False, feedback="One."), Part("b", False, feedback="One."))),
            "One.",
        ),
        (Score(0.0, (Part("a", False, feedback="Part."),), "Whole."), "Whole."),
    ],
)
def test_feedback_is_about_what_was_chosen_or_wrong(score, feedback):
    assert preview.feedback(score) == feedback


@pytest.mark.parametrize(
    ("text", "responses"),
    [
        ("{}", {}),
        ('{"a": [1, "x", null]}', {"a": [1, "x", None]}),
        ('{"a": NaN, "b": -Infinity}', {"a": "NaN", "b": "-Infinity"}),
    ],
)
def test_responses_are_a_json_object(text, responses):
    assert read_responses(text) == responses


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "must be a JSON object"),
        ('"x"', "must be a JSON object"),
    ],
)
def test_anything_else_gets_a_sentence(text, error):
    with pytest.raises(PreviewError, match=error):
        read_responses(text)
