"""Files as Moodle writes them, and files that somebody wicked wrote."""

import pytest

from quizzes.contract.neutral import ExchangeError
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
    assert losses[0].what.startswith("not imported: an answer is")


def test_a_deep_nest_of_elements_is_read_or_refused():
    deep = b"<quiz>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</quiz>"
    assert moodle_reader.read(deep) == ([], [])
