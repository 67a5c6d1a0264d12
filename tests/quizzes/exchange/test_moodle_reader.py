"""Files as Moodle writes them, and files that somebody wicked wrote."""

import pytest

from quizzes.contract.neutral import (
    AnswerKey,
    Choices,
    ExchangeError,
    FreeText,
    NumberKey,
    Numbers,
    Order,
    Texts,
    TrueOrFalse,
)
from quizzes.exchange import formats, moodle_reader
from tests.cpu_time import cpu_limit
from tests.quizzes.writing import quiz_of

MOODLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="category"><category><text>$course$/top</text></category></question>
  <question type="multichoice">
    <name><text>Thirds &amp; more</text></name>
    <questiontext format="html"><text><![CDATA[<p>Which are <b>prime</b>? \\(n &gt; 1\\)</p>
      <script>alert(1)</script>]]></text></questiontext>
    <generalfeedback format="html"><text><p>Divide.</p></text></generalfeedback>
    <defaultgrade>2.0000000</defaultgrade>
    <single>false</single><shuffleanswers>true</shuffleanswers>
    <answer fraction="33.33333" format="html">
      <text>2</text><feedback><text>Even.</text></feedback></answer>
    <answer fraction="33.33333" format="html"><text>3</text><feedback><text/></feedback></answer>
    <answer fraction="33.33333" format="html"><text>5</text><feedback><text/></feedback></answer>
    <answer fraction="-50" format="html">
      <text>9</text><feedback><text>3 times 3</text></feedback></answer>
    <hint format="html"><text>Try small ones.</text></hint>
  </question>
  <question type="cloze">
    <name><text>Capitals</text></name>
    <questiontext format="html"><text>Paris is in {1:MULTICHOICE:=France~Spain}, Rome in
      {1:SHORTANSWER:=Italy#Yes~=Italia~%50%Latium}.</text></questiontext>
    <generalfeedback><text>Maps.</text></generalfeedback>
  </question>
  <question type="shortanswer">
    <name><text>Wild</text></name>
    <questiontext format="plain_text"><text>Name it.</text></questiontext>
    <usecase>0</usecase>
    <answer fraction="100"><text>soft*threshold</text></answer>
    <answer fraction="100"><text>shrinkage</text></answer>
  </question>
  <question type="ddimageortext"><name><text>Picture</text></name></question>
  <question type="matching">
    <name><text>Pairs</text></name>
    <questiontext format="markdown"><text>Match.</text></questiontext>
    <subquestion format="html"><text>one</text><answer><text>1</text></answer></subquestion>
    <subquestion format="html"><text>two</text><answer><text>2</text></answer></subquestion>
    <subquestion format="html"><text></text><answer><text>3</text></answer></subquestion>
  </question>
</quiz>
"""


@pytest.fixture(scope="module")
def taken():
    text, losses, faults = formats.import_quiz(MOODLE.encode(), "moodle", "From Moodle")
    assert faults == [], text
    return quiz_of(text), [str(loss) for loss in losses]


def slot(taken, name):
    return next(each.variants[0] for each in taken[0].slots if each.id == name)


def test_thirds_are_a_whole_and_scores_are_those_of_moodle(taken):
    question = slot(taken, "thirds-more")
    assert question.points == 2.0
    assert question.score(["2", "3", "5"]).fraction == pytest.approx(1.0)
    assert question.score(["2", "3"]).fraction == pytest.approx(2 / 3)
    assert question.score(["2", "9"]).fraction == 0.0


def test_html_becomes_words_and_scripts_go(taken):
    question = slot(taken, "thirds-more")
    assert question.text == "Which are **prime**? $n > 1$"
    assert "thirds-more: <script>" in [
        loss.replace("Thirds & more", "thirds-more") for loss in taken[1]
    ]


def test_embedded_answers_become_blanks(taken):
    question = slot(taken, "capitals")
    assert [blank.accept for blank in question.body.blanks] == [("France",), ("Italy", "Italia")]
    assert question.score({"gap1": "france", "gap2": "Italia"}).fraction == 1.0


def test_wildcards_become_a_pattern(taken):
    question = slot(taken, "wild")
    assert question.score("Soft  threshold").fraction == 1.0
    assert question.score("hard threshold").fraction == 0.0


def test_targets_without_a_statement_are_left_over(taken):
    body = slot(taken, "pairs").body
    assert [target.text for target in body.targets] == ["1", "2", "3"]


def test_everything_that_is_lost_is_reported(taken):
    said = "\n".join(taken[1])
    for part in (
        "Picture: not imported: there is no type here for “ddimageortext”",
        "Thirds & more: hints",
        "wild: there is no explanation",
        "part of the points for some answers of blank gap2",
    ):
        assert part in said, said


BOMB = """<?xml version="1.0"?>
<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<quiz>&c;</quiz>"""


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (BOMB.encode(), "declares entities or a DTD"),
        (
            b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
            "declares entities or a DTD",
        ),
        (b'<!DOCTYPE q SYSTEM "http://example.org/q.dtd"><quiz/>', "declares entities or a DTD"),
        (b"<quiz><question>", "not well-formed XML"),
        (b"\x00\x01\x02", "not well-formed XML"),
        (b'<?xml version="1.0" encoding="no-such"?><quiz/>', "not well-formed XML"),
        (b"<html/>", "begins with <html>, not with <quiz>"),
        (b"<quiz>" + b"<question type='essay'/>" * 2001 + b"</quiz>", "2001 questions"),
        (b"<quiz>" + b" " * 5_000_001, "larger than 5,000,000 bytes"),
    ],
)
def test_a_hostile_file_gets_a_sentence_at_once(data, sentence):
    with cpu_limit(2), pytest.raises(ExchangeError, match=sentence):
        moodle_reader.read(data)


@pytest.mark.parametrize("number", ["1e999", "nan", "9" * 400, "abc", "-1e300"])
def test_huge_and_false_numbers_are_reported_and_nothing_else_is_lost(number):
    data = f"""<quiz><question type="numerical"><name><text>Huge</text></name>
      <questiontext><text>How many?</text></questiontext>
      <answer fraction="100"><text>{number}</text><tolerance>0</tolerance></answer></question>
      <question type="truefalse"><name><text>Fine</text></name>
      <questiontext><text>Is it?</text></questiontext>
      <answer fraction="100"><text>true</text></answer>
      <answer fraction="0"><text>false</text></answer></question></quiz>"""
    questions, losses = moodle_reader.read(data.encode())
    assert [question.name for question in questions] == ["Fine"]
    assert [loss.question for loss in losses] == ["Huge"]
    assert losses[0].what.startswith("not imported: an answer ")


def test_a_deep_nest_of_elements_is_read_or_refused():
    deep = b"<quiz>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</quiz>"
    assert moodle_reader.read(deep) == ([], [])


def read_one(kind: str, inside: str):
    """The question of a file that has one, and its losses."""
    text = '<questiontext format="markdown"><text>Which?</text></questiontext>'
    head = f'<quiz><question type="{kind}"><name><text>q</text></name>{text}'
    xml = f"{head}{inside}</question></quiz>"
    questions, losses = moodle_reader.read(xml.encode())
    return (questions[0] if questions else None), [loss.what for loss in losses]


def answer(fraction: object, text: str, more: str = "") -> str:
    return f'<answer fraction="{fraction}"><text>{text}</text>{more}</answer>'


def test_single_and_multiple_choice():
    inside = answer(100, "a", "<feedback><text>Yes.</text></feedback>") + answer(0, "b")
    question, losses = read_one("multichoice", inside)
    keys = (AnswerKey("a", 1.0, "Yes."), AnswerKey("b", 0.0))
    assert (question.content, losses) == (Choices(True, keys), [])
    several = "<single>false</single><shuffleanswers>0</shuffleanswers>" + inside
    question, _ = read_one("multichoice", several)
    assert question.content == Choices(False, keys, shuffle=False)


@pytest.mark.parametrize(("true", "false", "right"), [(100, 0, True), (0, 100, False)])
def test_true_or_false(true, false, right):
    question, _ = read_one("truefalse", answer(true, "true") + answer(false, "false"))
    assert question.content == TrueOrFalse(right)


def test_other_verdicts_are_a_loss():
    question, losses = read_one("truefalse", answer(100, "yes") + answer(0, "no"))
    assert question is None
    assert losses == ["not imported: it has other answers than true and false"]


def test_numbers_with_a_unit():
    inside = answer(100, "1,5", "<tolerance>-0.1</tolerance>") + answer(50, "2") + answer(0, "*")
    units = "".join(f"<unit><unit_name>{name}</unit_name></unit>" for name in ("bit", "nat"))
    question, losses = read_one("numerical", f"{inside}<units>{units}</units>")
    keys = (NumberKey(1.5, 0.1, 1.0), NumberKey(2.0, 0.0, 0.5))
    assert question.content == Numbers(keys, "bit")
    assert losses == ["the feedback on any other number", "the further unit nat (times 1)"]


def test_points_for_any_other_number_are_reported():
    _, losses = read_one("numerical", answer(100, "1") + answer(20, "*"))
    assert "20% of the points for any other number" in losses


def test_numbers_without_an_answer_are_a_loss():
    question, losses = read_one("numerical", answer(0, "*"))
    assert question is None
    assert losses[-1] == "not imported: it has no answer"


@pytest.mark.parametrize(
    ("rule", "expected", "losses"),
    [
        ("ALL_OR_NOTHING", "all-or-nothing", []),
        ("-1", "all-or-nothing", []),
        ("LONGEST_ORDERED_SUBSET", "lcs", []),
        ("5", "lcs", []),
        (
            "RELATIVE_TO_CORRECT",
            "lcs",
            ["the grading RELATIVE_TO_CORRECT; the fewest moves count here"],
        ),
        ("", "lcs", ["the grading ABSOLUTE_POSITION; the fewest moves count here"]),
    ],
)
def test_orders_come_in_the_order_of_their_places(rule, expected, losses):
    inside = answer("2.0", "second") + answer("1.0", "first")
    question, found = read_one("ordering", f"<gradingtype>{rule}</gradingtype>{inside}")
    assert question.content == Order(("first", "second"), expected)
    assert found == losses


def test_an_essay_keeps_its_guide():
    guide = '<graderinfo format="markdown"><text>- Slope (2)</text></graderinfo>'
    question, losses = read_one("essay", guide)
    assert (question.content, losses) == (FreeText((("Slope", 2.0),)), [])
    guide = '<graderinfo format="markdown"><text>Be kind.</text></graderinfo>'
    question, losses = read_one("essay", guide)
    assert (question.content, losses) == (FreeText(guide="Be kind."), [])
    question, losses = read_one("essay", "")
    assert (question.content, losses) == (FreeText(), [])


def test_capitals_and_stars_of_short_answers():
    question, _ = read_one("shortanswer", "<usecase>1</usecase>" + answer(100, r"5 \* 3"))
    assert question.content == Texts((AnswerKey("5 * 3", 1.0),), case=True)


@pytest.mark.parametrize(
    ("grade", "points"), [("2.5", 2.5), ("0", 1.0), ("-1", 1.0), ("5000", 1.0), ("", 1.0)]
)
def test_points_out_of_range_become_one(grade, points):
    question, losses = read_one("essay", f"<defaultgrade>{grade}</defaultgrade>")
    assert question.points == points
    assert bool(losses) == (points == 1.0 and bool(grade))


def test_names_tags_hints_and_files():
    inside = """<idnumber>id-7</idnumber><hint/><tags><tag><text>a</text></tag><tag/></tags>
      <generalfeedback format="html"><text>So.</text><file name="x.png"/></generalfeedback>"""
    question, losses = read_one("essay", inside)
    assert (question.name, question.tags, question.explanation) == ("id-7", ("a",), "So.")
    assert losses == ["hints", "attached files"]


@pytest.mark.parametrize(
    ("kind", "loss"),
    [
        ("category", "left out; it is a category"),
        ("description", "left out; it is a description without an answer: “Which?”"),
    ],
)
def test_what_asks_nothing_is_reported_with_its_words(kind, loss):
    assert read_one(kind, "") == (None, [loss])


@pytest.mark.parametrize(
    ("format", "text", "markdown"),
    [
        ("plain_text", "__init__ is 2*3*4", r"\_\_init\_\_ is 2\*3\*4"),
        ("plain_text", "# is a control character.", r"\# is a control character."),
        ("moodle_auto_format", "- minus", r"\- minus"),
        ("html", "&lt;p&gt;snake_case and _x_&lt;/p&gt;", r"snake_case and \_x\_"),
        ("html", "&lt;pre&gt;a\n  b&lt;/pre&gt;", "```\na\n  b\n```"),
        ("markdown", "**so**", "**so**"),
    ],
)
def test_text_looks_as_it_did(format, text, markdown):
    element = f'<questiontext format="{format}"><text>{text}</text></questiontext>'
    xml = f'<quiz><question type="essay"><name><text>q</text></name>{element}</question></quiz>'
    questions, _ = moodle_reader.read(xml.encode())
    assert questions[0].text == markdown


def test_types_without_a_counterpart_are_a_loss():
    assert read_one("calculated", "") == (
        None,
        ["not imported: there is no type here for “calculated”"],
    )
