from __future__ import annotations

import pytest

from grader.feedback.hints.parsing import languages
from grader.feedback.hints.parsing.broken import Broken


def hint(line: str, says: str = "invalid syntax") -> str:
    broken = Broken(line, says, 1)
    return next(filter(None, (rule(broken) for rule in languages.RULES)), "")


@pytest.mark.parametrize("word", ["lambda", "class", "in", "is", "from", "def", "global"])
def test_word_of_python_as_a_name(word: str) -> None:
    text = f"{word} is a word of Python itself"
    assert hint(f"{word} = 3").startswith(text)
    assert hint(f"def f(a, {word}):").startswith(text)
    assert hint(f"def f(a, {word}=1):").startswith(text)
    assert hint(f"x = a.{word} + 1").startswith(text)


@pytest.mark.parametrize(
    "line",
    ["x = lambda y: y z", "if x == 3 3:", "for a in b c:", "x = y if z else w v", "return x = 3"],
)
def test_words_in_their_places(line: str) -> None:
    assert hint(line) == ""


@pytest.mark.parametrize("line", ["x = '&& || ++ else if'  y", "x = y  # => else if z ++"])
def test_quotes_and_comments_are_not_looked_at(line: str) -> None:
    assert hint(line) == ""
