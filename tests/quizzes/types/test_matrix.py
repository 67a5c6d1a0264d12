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
