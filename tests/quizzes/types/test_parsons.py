from quizzes.contract.answers import InvalidResponse
from tests.quizzes.writing import example_of, faults_of, question_of

CODE = """\
id: twice
type: parsons
text: Build it.
code: |
  def f(x):
      y = x
      y = x
      return y
distractors:
  - {code: "return x", feedback: Not yet.}
explanation: Fine.
"""


def placed(question, *lines):
    """Lines by their text and indentation, each used once."""
    left = list(question.body.lines)
    result = []
    for code, indent in lines:
        line = next(each for each in left if each.code == code)
        left.remove(line)
        result.append({"line": line.id, "indent": indent})
    return result


def fraction(question, *lines):
    return question.score(question.parse_response(placed(question, *lines))).fraction


def test_order_and_indentation_both_count():
    question = question_of(CODE)
    first, middle, last = ("def f(x):", 0), ("y = x", 1), ("return y", 1)
    assert fraction(question, first, middle, middle, last) == 1.0
    assert fraction(question, first, middle, middle) == 0.75
    assert fraction(question, first, middle, middle, ("return y", 0)) == 0.5
    assert fraction(question, middle, first, middle, last) == 0.5
    assert fraction(question, first, middle, middle, last, ("return x", 1)) == 0.75


def test_lines_of_equal_text_stand_for_one_another():
    question = question_of(CODE)
    right = question.samples().right
    swapped = [right[0], right[2], right[1], right[3]]
    assert swapped != right
    assert question.score(question.parse_response(swapped)).fraction == 1.0


def test_ids_tell_nothing_of_the_place():
    question = question_of(example_of("parsons"))
    ids = [line.id for line in question.body.lines]
    assert ids == sorted(ids)
    assert [placed.line for placed in question.body.key] != sorted(
        placed.line for placed in question.body.key
    )


def test_fields_of_a_form_and_of_a_script_give_the_same_answer():
    question = question_of(CODE)
    a, b = (placed["line"] for placed in question.samples().right[:2])
    form = {f"place-{b}": ["7"], f"indent-{b}": ["1"], f"place-{a}": ["2"], f"indent-{a}": ["0"]}
    script = {"": [f"{a}:0 {b}:1"]}
    answer = [{"line": a, "indent": 0}, {"line": b, "indent": 1}]
    assert question.parse_response(question.from_form(form)) == answer
    assert question.parse_response(question.from_form(script)) == answer
    assert question.from_form(question.to_form(answer)) == answer
    wild = question.parse_response(question.from_form({"": [f"{a}:x"]}))
    assert isinstance(wild, InvalidResponse)


def test_faults():
    assert faults_of(CODE.replace('"return x"', '"return y"'))[0].startswith(
        '1: the distractor "return y" is a line of the code too'
    )
    odd = faults_of(CODE.replace("      return y", "     return y"))
    assert odd[0].startswith('1: "   return y" must be indented by 4 spaces a level')
