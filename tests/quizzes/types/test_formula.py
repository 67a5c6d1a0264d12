import pytest

from quizzes.contract.answers import InvalidResponse
from tests.quizzes.writing import example_of, faults_of, question_of


def result(typed):
    question = question_of(example_of("formula"))
    answer = question.parse_response(typed)
    if isinstance(answer, InvalidResponse):
        return answer.expected
    score = question.score(answer)
    return score.fraction, score.feedback


@pytest.mark.parametrize(
    "typed",
    ["1/(1+exp(-z)) - y", "sigmoid(z) - y", "-y + exp(z)/(1 + e^z)", "(tanh(z/2) + 1)/2 − y"],
)
def test_every_equal_form_is_right(typed):
    assert result(typed) == (1.0, "")


def test_a_common_wrong_form_has_its_feedback_and_credit():
    assert result("y - sigmoid(z)") == (0.25, "The sign.")
    assert result("sigmoid(z)") == (0.0, "")
    assert result("log(-1) + z") == (0.0, "")


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("x + 1", "“x” is unknown"),
        ("2z", "“2z” is not a formula"),
        ("__import__('os')", "only arithmetic and the named functions"),
        ("z.real", "only arithmetic"),
        ("[z, y]", "only arithmetic"),
        ("z if y else 1", "only arithmetic"),
        ("exp", "a function needs its argument in brackets"),
        ("exp(z, y, z, y)", "cannot be computed"),
        ("1/0", "cannot be computed: division by zero"),
        ("(" * 150 + "z", "is not a formula"),
    ],
)
def test_what_cannot_be_read_says_what_was_expected(typed, part):
    told = result(typed)
    assert told.startswith("Expected a formula in z, y, such as 2*z + 1")
    assert part in told


def test_huge_powers_end_soon():
    assert result("9^9^9^9^9")[0] == 0.0


@pytest.mark.parametrize(
    ("found", "instead", "part"),
    [
        ("z: [-3, 3]", "z: [3, -3]", "the smaller first"),
        ("z: [-3, 3]", "exp: [0, 1]", "needs a plain name"),
        ("answer: 1 / (1 + exp(-z)) - y", "answer: log(z - 9)", "is not finite"),
        ("formula: y - 1 / (1 + exp(-z))", "formula: sigmoid(z) - y", "equals the right one"),
        ("answer: 1 / (1 + exp(-z)) - y", "answer: 1 / (1 + w)", "there is no “w” here"),
    ],
)
def test_faults(found, instead, part):
    text = example_of("formula")
    assert found in text
    assert part in faults_of(text.replace(found, instead))[0]
