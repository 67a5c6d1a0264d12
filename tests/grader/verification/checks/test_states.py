from pathlib import Path

from grader.verification import Effort, Work, run_check
from tests.grader.playground_lab import FILES, RIGHT, write_playground_lab


def found(folder: Path) -> list[str]:
    return [fault.message for fault in run_check(folder, "states", Work(Effort(), ())).faults]


def test_a_lab_that_keeps_its_promises(tmp_path: Path):
    assert found(write_playground_lab(tmp_path)) == []


def test_a_right_state_that_fails_is_named_with_what_was_seen(tmp_path: Path):
    wrong = FILES["mistakes/too_slow.txt"]
    messages = found(write_playground_lab(tmp_path, solutions_usual_txt=wrong))
    assert 'fails "Test loss at most 0.2 in 8 of 10 runs"' in messages[0]


def test_a_wrong_state_that_is_right_is_a_fault(tmp_path: Path):
    assert found(write_playground_lab(tmp_path, mistakes_too_slow_txt=RIGHT)) == [
        "reaches every goal"
    ]


def test_a_wrong_state_has_to_be_told_its_own_hint(tmp_path: Path):
    other = FILES["lab.yaml"].replace("learningRate <= 0.0001, ", "learningRate >= 5, ")
    (message,) = found(write_playground_lab(tmp_path, lab_yaml=other))
    assert message.startswith("gets the hint of nothing")


def test_states_and_answers_that_cannot_be_read(tmp_path: Path):
    (message,) = found(write_playground_lab(tmp_path, mistakes_too_slow_txt="a\nb\n"))
    assert message.startswith("cannot be graded")
