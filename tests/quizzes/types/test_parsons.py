import pytest

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


@pytest.fixture
def question():
    return question_of(example_of("parsons"))


def test_the_score_counts_moves(question):
    key = question.samples().right
    last_left_out = question.score(key[:-1])
    assert last_left_out.fraction == 0.75
    assert question.score([]).fraction == 0
    assert question.score(key).fraction == 1.0
    assert [part.right for part in question.score([key[1], key[0]]).parts] == [False, False]


def test_a_wrong_indentation_alone_is_named(question):
    answer = [dict(entry) for entry in question.samples().right]
    answer[-1]["indent"] += 1
    placed = question.template_context(answer, question.score(answer))["placed"]
    assert [entry["indentation"] for entry in placed[:-1]] == [""] * (len(placed) - 1)
    assert placed[-1]["indentation"].startswith("correct line, incorrect indentation: level ")
    swapped = [answer[1], answer[0], *question.samples().right[2:]]
    placed = question.template_context(swapped, question.score(swapped))["placed"]
    assert placed[0]["indentation"] == ""


def test_all_or_nothing():
    strict = question_of(example_of("parsons").replace("credit: lcs", "credit: all-or-nothing"))
    key = strict.samples().right
    assert (strict.score(key).fraction, strict.score(key[:-1]).fraction) == (1.0, 0.0)


def test_a_distractor_gets_its_feedback_where_it_was_used(question):
    key = question.samples().right
    used = {entry["line"] for entry in key}
    distractor = next(line for line in question.body.lines if line.id not in used)
    score = question.score([*key, {"line": distractor.id, "indent": 0}])
    assert score.fraction == 0.75
    assert score.parts[-1].feedback == distractor.feedback != ""


@pytest.mark.parametrize(
    "change",
    [
        {"line": "none"},
        {"indent": -1},
        {"indent": 7},
        {"indent": "1"},
        {"indent": True},
        {"more": 1},
    ],
)
def test_invalid_lines(question, change):
    first, *rest = question.samples().right
    invalid = question.parse_response([first | change, *rest])
    assert isinstance(invalid, InvalidResponse)
    assert "levels 0 to 6" in invalid.sentence


@pytest.mark.parametrize("response", ["x", 1, {"other": "1"}, [1], [["a", 0]]])
def test_invalid_responses(question, response):
    assert isinstance(question.parse_response(response), InvalidResponse)


def test_a_line_is_used_once(question):
    first = question.samples().right[0]
    assert isinstance(question.parse_response([first, first]), InvalidResponse)


def test_nothing_placed_is_no_answer(question):
    assert question.parse_response([]) is None
    assert question.from_form({}) is None


def test_lines_are_described_with_their_indentation(question):
    key = question.samples().right
    assert question.describe_answer(key[:2]) == "`def relu(x):` / `    if x > 0:`"


def test_the_template_shows_the_solution_with_a_score_only(question):
    key = question.samples().right
    opened = question.template_context(key)
    assert "expected" not in opened
    assert opened["placed"][0]["text"] == "def relu(x):"
    assert opened["order"].split()[0] == f"{key[0]['line']}:0"
    scored = question.template_context(key, question.score(key))
    assert scored["expected"].splitlines()[1] == "    if x > 0:"
    assert all(line["right"] for line in scored["placed"])


def test_blind_guesses_use_all_lines_with_the_solutions_levels(question):
    guesses = list(question.question_type.blind_guesses(question.body))
    assert len(guesses) == 120
    assert all(len(guess) == 5 for guess in guesses)
    assert max(question.score(guess).fraction for guess in guesses) == 0.75


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("credit: lcs", "credit: ranking", 'unknown credit rule "ranking"; expected lcs or all'),
        ("          return x", "         return x", "must be indented by 4 spaces a level"),
        ('code: "return -x"', "code: return 0.0", 'the distractor "return 0.0" is a line of the'),
    ],
)
def test_further_faults(found, instead, fault):
    text = example_of("parsons")
    if found not in text:
        found = found.replace('"', "")
    faults = faults_of(text.replace(found, instead))
    assert any(fault in each for each in faults), faults
