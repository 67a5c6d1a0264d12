import pytest

from quizzes.contract.neutral import AnswerKey, Loss, NumberKey


@pytest.mark.parametrize(
    ("fraction", "right"),
    [(1.0, True), (0.9999999, True), (0.99999, True), (0.999, False), (0.0, False), (-1.0, False)],
)
def test_a_key_is_right_up_to_the_digits_of_a_percentage(fraction, right):
    assert AnswerKey("x", fraction).is_right == right
    assert NumberKey(1.0, 0.1, fraction).is_right == right


def test_three_thirds_are_everything():
    assert AnswerKey("x", sum([0.3333333] * 3)).is_right


def test_a_loss_is_a_line():
    assert str(Loss("q1", "the tags")) == "q1: the tags"
