from __future__ import annotations

import pytest

from quizzes.exchange.qti import expressions
from quizzes.exchange.qti.expressions import UnsupportedProcessing
from tests.quizzes.exchange.qti.writing import declaration, item, processing_of

ABSOLUTE = 'toleranceMode="absolute" tolerance="{}"'
RELATIVE = 'toleranceMode="relative" tolerance="1"'
ANSWER = '<variable identifier="RESPONSE"/>'


def value(expression: str, *answer: str):
    """What an expression is worth when this is the answer."""
    rule = f'<setOutcomeValue identifier="SCORE">{expression}</setOutcomeValue>'
    document = item(
        "",
        declaration(["4"], type="string"),
        processing=f"<responseProcessing>{rule}</responseProcessing>",
    )
    return processing_of(document).run({"RESPONSE": answer or None})["SCORE"]


def base(text: str) -> str:
    return f'<baseValue baseType="string">{text}</baseValue>'


def both(tag: str, a: str, b: str, attributes: str = "") -> str:
    return f"<{tag} {attributes}>{a}{b}</{tag}>"


@pytest.mark.parametrize(
    ("expression", "answer", "expected"),
    [
        (both("equal", base("4"), ANSWER, 'toleranceMode="exact"'), "4.0", True),
        (both("equal", base("4"), ANSWER, ABSOLUTE.format("0.5")), "4.5", True),
        (both("equal", base("4"), ANSWER, ABSOLUTE.format("0 1")), "3.9", False),
        (both("equal", base("200"), ANSWER, RELATIVE), "202", True),
        (both("equal", base("200"), ANSWER, RELATIVE), "203", False),
        (both("equalRounded", base("3.14159"), ANSWER, 'figures="3"'), "3.1411", True),
        (both("equalRounded", base("3.14159"), ANSWER,
              'roundingMode="decimalPlaces" figures="2"'), "3.15", False),
        (both("stringMatch", ANSWER, base("York"), 'caseSensitive="false"'), "yORK", True),
        (both("stringMatch", ANSWER, base("or"), 'caseSensitive="true" substring="true"'),
         "York", True),
        (both("substring", base("OR"), ANSWER, 'caseSensitive="false"'), "York", True),
        (f'<patternMatch pattern="[a-z]+ly">{ANSWER}</patternMatch>', "newly", True),
        (both("gt", ANSWER, base("3")), "3", False),
        (both("gte", ANSWER, base("3")), "3", True),
        (both("lt", ANSWER, base("3")), "2", True),
        (both("lte", ANSWER, base("3")), "4", False),
        (both("member", base("a"), ANSWER), "a", True),
        (both("contains", ANSWER, base("b")), "a", False),
        (both("and", both("gt", ANSWER, base("1")), both("lt", ANSWER, base("3"))), "2", True),
        (both("or", both("lt", ANSWER, base("1")), both("gt", ANSWER, base("3"))), "2", False),
        (f"<not>{both('lt', ANSWER, base('1'))}</not>", "2", True),
        (both("anyN", both("lt", ANSWER, base("1")), both("gt", ANSWER, base("3")),
              'min="1" max="1"'), "9", True),
    ],
)  # fmt: skip
def test_tests(expression, answer, expected):
    assert value(expression, answer) == ("true" if expected else "false",)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (both("sum", base("1"), base("2.5")), 3.5),
        (both("product", base("3"), base("2")), 6),
        (both("subtract", base("3"), base("2")), 1),
        (both("divide", base("3"), base("2")), 1.5),
        (both("max", base("3"), base("2")), 3),
        (both("min", base("3"), base("2")), 2),
        (f"<round>{base('2.5')}</round>", 3),
        (f"<truncate>{base('-2.5')}</truncate>", -2),
        (f"<integerToFloat>{base('2')}</integerToFloat>", 2),
    ],
)
def test_sums(expression, expected):
    (found,) = value(expression)
    assert float(found) == expected


def test_nothing_makes_nothing_and_counts_as_false():
    assert value(both("sum", base("1"), "<null/>")) is None
    assert value(both("match", ANSWER, base("4"))) is None
    assert value(f"<isNull>{ANSWER}</isNull>") == ("true",)
    assert value(f"<isNull>{ANSWER}</isNull>", "a") == ("false",)
    assert value(both("or", both("match", ANSWER, base("4")), "<null/>")) == ("false",)


def test_containers():
    assert value(both("multiple", base("a"), ANSWER), "b") == ("a", "b")
    assert value("<multiple/>") is None
    assert value(f'<index n="2">{ANSWER}</index>', "a", "b") == ("b",)
    assert value(f'<index n="3">{ANSWER}</index>', "a", "b") is None
    assert value(f"<containerSize>{ANSWER}</containerSize>", "a", "b") == ("2",)


@pytest.mark.parametrize(
    "expression",
    [
        both("divide", base("1"), base("0")),
        f'<patternMatch pattern="(a+)+">{ANSWER}</patternMatch>',
        f'<patternMatch pattern="(">{ANSWER}</patternMatch>',
        f"<customOperator>{ANSWER}</customOperator>",
    ],
)
def test_what_is_not_run(expression):
    with pytest.raises(UnsupportedProcessing):
        value(expression, "a")


def test_numbers_of_attributes():
    assert expressions.number("1e3") == 1000
    assert [expressions.number(text, 7.0) for text in (None, "", "x", "inf", "nan")] == [7.0] * 5
