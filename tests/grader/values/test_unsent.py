"""What a value is that cannot leave the sandbox."""

from __future__ import annotations

import pytest

from grader.messages import Message
from grader.values.unsent import UnsentValue, describe_hidden, describe_unsent


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (UnsentValue("generator"), "a generator"),
        (UnsentValue("numpy.matrix", "ndarray"), "an np.matrix"),
        (UnsentValue("numpy.ma.MaskedArray", "ndarray"), "a masked array"),
        (UnsentValue("Money", "float"), "a value of type Money"),
        (UnsentValue("double.<locals>.Money"), "a value of type Money"),
        (UnsentValue("set", "", "list"), "a list that holds a set"),
        (UnsentValue("an array of dtype object", "", "dict"),
         "a dict that holds an array of dtype object"),
        (UnsentValue("a structure nested too deeply", "", "list"),
         "a structure nested too deeply"),
        (UnsentValue("a dict with a key of 64 bits", "", "dict"),
         "a dict that holds a dict with a key of 64 bits"),
    ],
)  # fmt: skip
def test_value_is_described(value: UnsentValue, words: str) -> None:
    described = describe_unsent(value)
    assert described == words
    assert isinstance(described, Message)


def test_name_is_without_the_module() -> None:
    assert UnsentValue("fractions.Fraction").name == "Fraction"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (UnsentValue("generator"), "a generator"),
        (UnsentValue("x_is_0_37", "float"), "a value of another kind"),
        (UnsentValue("a secret", "", "secret"), "a value of another kind"),
        (UnsentValue("an array of dtype [('x_is_0_37', '<f8')]"), "a value of another kind"),
        (UnsentValue("set", "", "list"), "a list that holds a set"),
    ],
)
def test_value_of_a_hidden_case_is_described_in_known_words(value: UnsentValue, words: str) -> None:
    assert describe_hidden(value) == words
