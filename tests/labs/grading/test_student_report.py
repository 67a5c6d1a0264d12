import pytest

from labs.grading.student_report import case_for_student, report_for_student

SECRET = "3.14159"
FULL_CASE = {
    "name": "ties",
    "visible": False,
    "passed": False,
    "verdict": "wrong_values",
    "sentence": "The answer's values are wrong.",
    "hint": "What of equal scores?",
    "weight": 1.0,
    "function": "f",
    "mistake": None,
    "rule": True,
    "places": ["f"],
    "detail": "",
    "input": [{"name": "z", "text": SECRET}],
    "expected": SECRET,
    "got": SECRET,
    "worst": {"index": [0], "expected": SECRET, "got": SECRET, "error": SECRET},
    "output": SECRET,
    "traceback": SECRET,
    "a_field_of_some_day": SECRET,
}


def test_of_a_hidden_case_no_value_passes() -> None:
    shown = case_for_student(FULL_CASE)

    assert SECRET not in repr(shown)
    assert shown["name"] == "ties"
    assert shown["hint"] == "What of equal scores?"


def test_a_case_that_does_not_say_that_it_is_visible_is_hidden() -> None:
    for visible in (1, "yes", None):
        assert "got" not in case_for_student(FULL_CASE | {"visible": visible})


def test_a_visible_case_shows_input_expected_got_and_the_largest_error() -> None:
    shown = case_for_student(FULL_CASE | {"visible": True})

    assert shown == {
        key: value
        for key, value in (FULL_CASE | {"visible": True}).items()
        if key != "a_field_of_some_day"
    }


def test_the_seed_and_the_cases_are_not_stored_in_the_report() -> None:
    report = {
        "lab": "penalties",
        "verdict": "passed",
        "correctness": {"score": 1.0, "passed": 1, "of": 1, "first": None, "cases": [FULL_CASE]},
        "receipt": {"seed": SECRET, "grader": "1.0"},
        "secret_of_some_day": SECRET,
    }

    shown = report_for_student(report)

    assert SECRET not in repr(shown)
    assert shown["receipt"] == {"grader": "1.0"}
    assert shown["correctness"] == {"score": 1.0, "passed": 1, "of": 1, "first": None}


def test_of_causes_what_is_known_passes() -> None:
    cause = {"stage": "values", "sentence": "Halved.", "sentence_message": ["Halved."]}
    cause |= {"source": "mistake", "name": "half", "cases": ["ties"], "case": "ties"}
    report = {"correctness": {"first": "ties"}, "causes": [cause | {"of_some_day": SECRET}]}

    assert report_for_student(report)["causes"] == [cause | {"example": None}]


@pytest.mark.parametrize(("got", "kept"), [("3.0", True), ("raises ValueError: secret", False)])
def test_the_example_of_a_cause_holds_no_words_of_the_code(got: str, kept: bool) -> None:
    example = {"call": "double(1.0)", "got": got}
    report = {"correctness": {}, "causes": [{"sentence": "Halved.", "example": example}]}

    shown = report_for_student(report)["causes"][0]["example"]

    assert shown == (example if kept else None)
