from __future__ import annotations

import unicodedata

import pytest

from grader.feedback.hints.parsing.broken import Broken
from grader.feedback.hints.parsing.characters import foreign, unseen


def broken(line: str) -> Broken:
    """As Python reports it."""
    try:
        compile(line, "submission", "exec")
    except SyntaxError as error:
        return Broken(line, str(error.msg), error.lineno or 0)
    raise AssertionError("it can be read")


@pytest.mark.parametrize(
    ("character", "instead"),
    [
        *((c, "-") for c in "−–—"),
        *((c, "*") for c in "×·⋅"),
        *((c, "/") for c in "÷∕"),
        *(("≤", "<="), ("≥", ">="), ("≠", "!="), ("√", "np.sqrt"), ("²", "**2")),
        *(
            ("（", "("),
            ("）", ")"),
            ("，", ","),
            ("：", ":"),
            ("［", "["),
            ("＝", "="),
            ("＋", "+"),
        ),
    ],
)
def test_what_python_has_for_it(character: str, instead: str) -> None:
    hint = foreign(broken(f"x = a {character} b"))
    assert f"at column 7 is no sign of Python: write {instead} instead." in hint
    assert f"U+{ord(character):04X}" in hint


@pytest.mark.parametrize("character", "“”‘’„«»")
def test_typographic_quotes(character: str) -> None:
    hint = foreign(broken(f"x = {character}l1{character}"))
    assert hint.startswith(f"The quotation mark {character} at column 5 is a typographic one")


def test_sign_that_has_no_counterpart() -> None:
    assert foreign(broken("x = ☃")).endswith("remove it, or put it in quotes.")


@pytest.mark.parametrize("code", [0x200B, 0xFEFF, 0x200E, 0x2060, 0xAD])
def test_character_that_nobody_sees(code: int) -> None:
    hint = unseen(broken(f"a = 1; x = y{chr(code)} + 1"))
    assert "a character that nobody sees" in hint
    assert f"U+{code:04X}, {unicodedata.name(chr(code)).lower()}" in hint
    assert "column 13" in hint


@pytest.mark.parametrize("code", [0xA0, 0x2009, 0x202F, 0x3000])
def test_special_space(code: int) -> None:
    assert "a special space" in unseen(broken(f"x{chr(code)}= 1"))


def test_how_many_lines_have_it() -> None:
    assert unseen(broken("x\u00a0= 1\ny\u00a0= 2")).endswith("It is on 2 lines of the file.")
    assert "lines of the file" not in unseen(broken("x\u00a0= 1"))


def test_other_messages_are_left_alone() -> None:
    assert (foreign(broken("x = (")), unseen(broken("x = ("))) == ("", "")
