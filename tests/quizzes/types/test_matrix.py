import pytest

from quizzes.contract.answers import InvalidResponse
from tests.quizzes.writing import faults_of, question_of

MATRIX = """\
id: product
type: matrix
text: Multiply.
answer: [[1, 2.5], [0, -3]]
tolerance: {absolute: 0.01}
wrong:
  - {value: [[1, 0], [2.5, -3]], feedback: Transposed.}
rows: [a, b]
explanation: Row by column.
"""


def result(response, text=MATRIX):
    question = question_of(text)
    score = question.score(question.parse_response(response))
    return score.fraction, score.feedback


def test_each_cell_earns_its_part():
    assert result([["1", "2,5"], [0, "-3"]]) == (1.0, "")
    assert result([["1", ""], ["", ""]]) == (0.25, "")
    assert result([["1", "0"], ["5/2", "-3"]]) == (0.5, "Transposed.")


def test_all_or_nothing():
    strict = MATRIX.replace("text: Multiply.", "text: Multiply.\ncredit: all-or-nothing")
    assert result([["1", "2.5"], ["0", "-3"]], strict)[0] == 1.0
    assert result([["1", "2.5"], ["0", "3"]], strict)[0] == 0.0


def test_cells_of_a_form_are_put_in_rows():
    question = question_of(MATRIX)
    answer = [["1", ""], ["", "-3"]]
    assert question.parse_response(question.from_form({"0-0": ["1"], "1-1": ["-3"]})) == answer
    assert question.parse_response(question.from_form(question.to_form(answer))) == answer
    assert question.count_unanswered(answer) == 2


def test_faults():
    assert faults_of(MATRIX.replace("[0, -3]]\ntol", "[0]]\ntol"))[0].startswith(
        "4: expected equal rows of numbers"
    )
    assert "another shape" in faults_of(MATRIX.replace("[[1, 0], [2.5, -3]]", "[1, 2]"))[0]
    assert "2 rows, and 1 names" in faults_of(MATRIX.replace("[a, b]", "[a]"))[0]
    assert "within the tolerance" in faults_of(MATRIX.replace("[1, 0], [2.5,", "[1, 2.5], [0,"))[0]


VECTOR = """\
id: gradient
type: matrix
text: Give the gradient.
answer: [0.5, -0.5, 0]
tolerance: {decimals: 1}
columns: [w0, w1, w2]
explanation: By hand.
"""


@pytest.mark.parametrize(
    ("response", "answer"),
    [
        (["0.5", "-0.5", "0"], ["0.5", "-0.5", "0"]),
        ([0.5, "", None], ["0.5", "", ""]),
        ({"0-1": "-0,5"}, ["", "-0,5", ""]),
        (["", "", ""], None),
        ({}, None),
        (None, None),
    ],
)
def test_a_vector_is_one_list(response, answer):
    assert question_of(VECTOR).parse_response(response) == answer


@pytest.mark.parametrize(
    "response",
    [
        "0.5", 0.5, [], ["1", "2"], ["1", "2", "3", "4"], {"1-0": "1"}, {"x": "1"},
        [["1", "2", "3"]], ["1", ["2"], "3"], [True, "", ""],
    ],
)  # fmt: skip
def test_other_shapes_and_texts_are_invalid(response):
    invalid = question_of(VECTOR).parse_response(response)
    assert isinstance(invalid, InvalidResponse)
    assert invalid.sentence.startswith("Expected 3 cells, each a number such as 1.5")


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [("a", "“a” is not a number."), ("1e999", "too large"), ("1,500", "1500 or 1.500")],
)
def test_a_cell_that_is_no_number_is_named(cell, sentence):
    invalid = question_of(VECTOR).parse_response(["1", cell, ""])
    assert isinstance(invalid, InvalidResponse)
    assert sentence in invalid.sentence


def test_each_cell_has_its_reading():
    question = question_of(VECTOR)
    assert question.readings(["1/2", "", "−3"]) == {"0-0": "0.5", "0-2": "−3"}


def test_the_shape_of_a_matrix_is_said():
    invalid = question_of(MATRIX).parse_response(["1", "2"])
    assert invalid.sentence.startswith("Expected 2 rows of 2 cells, each a number")


@pytest.mark.parametrize(
    ("answer", "words"),
    [(["1", "", "2"], "[1, …, 2]"), (None, "")],
)
def test_an_answer_in_words(answer, words):
    assert question_of(VECTOR).describe_answer(answer) == words


def test_a_matrix_in_words_has_its_rows():
    assert question_of(MATRIX).describe_answer([["1", "2"], ["", "4"]]) == "[1, 2]; […, 4]"


def test_feedback_of_a_mistake_asks_for_all_cells():
    fraction, feedback = result([["1", "0"], ["2.5", ""]])
    assert (fraction, feedback) == (0.25, "")


def test_the_template_has_names_and_later_the_key():
    question = question_of(MATRIX)
    rows = question.template_context([["1", ""], ["", ""]])["fields"]
    assert [row["name"] for row in rows] == ["a", "b"]
    assert rows[0]["cells"][0] == {
        "id": "0-0", "given": "1", "column": "", "reading": "1",
    }  # fmt: skip
    answer = [["1", "9"], ["0", "-3"]]
    context = question.template_context(answer, question.score(answer))
    cells = [cell for row in context["fields"] for cell in row["cells"]]
    assert [cell["right"] for cell in cells] == [True, False, True, True]
    assert [cell["expected"] for cell in cells] == ["1", "2.5", "0", "-3"]
    vector = question_of(VECTOR).template_context()
    assert vector["columns"] == ["w0", "w1", "w2"]
    assert vector["vector"]
    assert vector["precision"].startswith("Enter numbers that are correct to 1 decimal")


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("[0.5, -0.5, 0]", "[]", "expected at least one number"),
        ("[0.5, -0.5, 0]", f"[{', '.join(['1'] * 65)}]", "64 cells at most"),
        ("[0.5, -0.5, 0]", "[0.5, 1.0e20, 0]", "a cell is too large or too small"),
        ("[0.5, -0.5, 0]", "[0.5, x, 0]", "expected a number"),
        ("[w0, w1, w2]", "[w0]", "there are 3 columns, and 1 names for them"),
        ("explanation", "credit: half\nexplanation", 'unknown credit rule "half"'),
    ],
)
def test_faults_of_a_vector(found, instead, fault):
    faults = faults_of(VECTOR.replace(found, instead))
    assert any(fault in each for each in faults), faults


def test_samples_leave_a_cell_blank_and_list_mistakes():
    samples = question_of(MATRIX).samples()
    assert samples.right == [["1", "2.5"], ["0", "-3"]]
    assert samples.wrong["first cell blank"].response == [["", "2.5"], ["0", "-3"]]
    assert samples.wrong["first cell blank"].fraction == 0.75
    assert samples.wrong["wrong 1"].fraction == 0.5
    one = question_of(VECTOR.replace("[0.5, -0.5, 0]", "[0.5]").replace("[w0, w1, w2]", "[w0]"))
    assert one.samples().right == ["0.5"]
    assert "first cell blank" not in one.samples().wrong


@pytest.mark.parametrize(
    ("typed", "right"),
    [("0.5", True), ("0.54", True), ("1/2", True), ("0,5", True), ("0.56", False), ("-0.5", False)],
)
def test_a_cell_is_right_within_the_tolerance(typed, right):
    question = question_of(VECTOR)
    answer = question.parse_response([typed, "", ""])
    assert question.score(answer).parts[0].right == right


def test_a_blank_matrix_earns_nothing():
    question = question_of(MATRIX)
    score = question.score(None)
    assert score.fraction == 0
    assert [part.chosen for part in score.parts] == [False] * 4
    assert question.count_unanswered(None) == 4


def test_cells_are_posted_by_row_and_column():
    fields = question_of(MATRIX).to_form([["1", ""], ["", "4"]])
    assert fields == {"0-0": ["1"], "1-1": ["4"]}
    assert question_of(VECTOR).to_form(["1", "", "3"]) == {"0-0": ["1"], "0-2": ["3"]}
