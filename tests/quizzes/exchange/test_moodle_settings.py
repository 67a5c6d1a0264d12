from xml.etree.ElementTree import fromstring

import pytest

from quizzes.exchange.moodle_settings import losses


def lost(inside: str, kind: str = "multichoice") -> list[str]:
    return list(losses(fromstring(f'<question type="{kind}">{inside}</question>')))


@pytest.mark.parametrize(
    ("inside", "loss"),
    [
        ("<hidden>1</hidden>", "that it is hidden: “1”"),
        ("<penalty>0.5</penalty>", "the penalty for each wrong try: “0.5”"),
        (
            "<correctfeedback><text>Well done, Sherlock.</text></correctfeedback>",
            "the feedback on a correct answer: “Well done, Sherlock.”",
        ),
        ("<responsetemplate><text>Dear</text></responsetemplate>", "the text that an answer"),
        ("<maxwordlimit>100</maxwordlimit>", "the largest number of words: “100”"),
        ("<selectcount>3</selectcount>", "how many entries are drawn: “3”"),
        ("<hint><text>Try small ones.</text></hint>", "hints: “Try small ones.”"),
        ("<neverseen>x</neverseen>", "the setting neverseen: “x”"),
        ("<usecase>1</usecase>", "the setting usecase: “1”"),
    ],
)
def test_a_setting_that_is_not_held_is_reported_with_its_value(inside, loss):
    (found,) = lost(inside)
    assert found.startswith(loss)


@pytest.mark.parametrize(
    "inside",
    [
        "<penalty>0.3333333</penalty><hidden>0</hidden><idnumber/>",
        "<correctfeedback><text>Your answer is correct.</text></correctfeedback>",
        "<single>true</single><shuffleanswers>true</shuffleanswers>",
        "<selectcount>0</selectcount><penalty>0.0000000</penalty><shownumcorrect/>",
        "<hint/>" * 0,
    ],
)
def test_what_changes_nothing_is_no_loss(inside):
    assert lost(inside) == []
