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
    ["1/(1+exp(-z)) - y", "sigmoid(z) - y", "-y + exp(z)/(1 + e^z)", "(tanh(z/2) + 1)/2 − y",
     "1÷(1+exp(–z)) - y", "（1/(1+exp(-z))） - y", "z⁰ × sigmoid(z)\u00a0· 1 − y"],
)  # fmt: skip
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


@pytest.mark.parametrize(
    ("response", "answer"),
    [("", None), (None, None), (" y ", "y"), (1, "1"), (0.5, "0.5")],
)
def test_responses(response, answer):
    assert question_of(example_of("formula")).parse_response(response) == answer


@pytest.mark.parametrize("response", [["y"], {"": "y"}, True, "y" * 201, "y\x00"])
def test_what_is_no_text_is_invalid(response):
    invalid = question_of(example_of("formula")).parse_response(response)
    assert invalid.sentence == "Expected a formula in z, y, such as 2*z + 1."


def test_a_constant_counts_wherever_the_key_is_constant():
    text = """\
id: half
type: formula
text: What is the sigmoid of 0 times twice z?
variables: {z: [1, 2]}
answer: z
explanation: Half of two.
"""
    question = question_of(text)
    assert question.score("2*z*sigmoid(0)").fraction == 1.0
    assert question.score("z + 1e-5").fraction == 0.0
    assert question.score("z + 1e-9").fraction == 1.0


def test_where_the_key_has_no_value_any_is_right():
    text = """\
id: root
type: formula
text: Root?
variables: {x: [-1, 3]}
answer: sqrt(x)
explanation: The root.
"""
    question = question_of(text)
    assert question.score("sqrt(abs(x))").fraction == 1.0
    assert question.score("abs(x)").fraction == 0.0


def test_a_key_that_is_nowhere_finite_is_a_fault():
    text = example_of("formula").replace("1 / (1 + exp(-z)) - y", "log(-1 - y * y)")
    assert any("is not finite in half of the variables' ranges" in f for f in faults_of(text))


def test_the_order_of_variables_is_the_authors_and_the_template_has_them():
    question = question_of(example_of("formula"))
    context = question.template_context("y")
    assert (context["names"], context["given"]) == (["z", "y"], "y")
    assert "expected" not in context
    scored = question.template_context("y", question.score("y"))
    assert (scored["right"], scored["expected"]) == (False, "1 / (1 + exp(-z)) - y")


def test_an_answer_is_described_as_code():
    question = question_of(example_of("formula"))
    assert question.describe_answer("y*z") == "`y*z`"
    assert question.describe_answer(None) == ""


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("z^2", "z**2"), ("2·z", "2*z"), ("−z", "-z"), ("ln(y + 1)", "log(y + 1)"), ("e^z", "exp(z)")],
)
def test_signs_as_people_type_them(typed, plain):
    text = example_of("formula").split("answer:")[0] + f"answer: {plain}\nexplanation: So.\n"
    assert question_of(text).score(typed).fraction == 1.0
