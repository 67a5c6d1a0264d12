"""GIFT, Moodle's plain-text format, as neutral questions."""

from __future__ import annotations

import re

from quizzes.contract.neutral import (
    AnswerKey,
    Choices,
    Content,
    ExchangeError,
    FreeText,
    Loss,
    NeutralQuestion,
    NumberKey,
    Numbers,
    Pairs,
    Texts,
    TrueOrFalse,
)
from quizzes.exchange.numbers import parse_number, parse_percentage
from quizzes.exchange.text import from_moodle_math, markdown_from_html

MAX_BYTES = 5_000_000
_TITLE = re.compile(r"::((?:\\.|[^\\:]|:(?!:))*)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_OPEN = re.compile(r"(?<!\\)(?:\\\\)*\{")
_PIECE = re.compile(r"(?P<mark>[=~])(?P<body>(?:\\.|[^\\=~])*)", re.DOTALL)
_SHARE = re.compile(r"\s*%(-?[\d.]+)%")
_VERDICT = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?:#.*)?", re.DOTALL)


def read(data: bytes) -> tuple[list[NeutralQuestion], list[Loss]]:
    """The questions of a file. Raises `ExchangeError` for a file that is not text."""
    if len(data) > MAX_BYTES:
        raise ExchangeError(f"The file is larger than {MAX_BYTES:,} bytes.")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise ExchangeError("The file is not UTF-8 text; save it as UTF-8.") from None
    lines = [line for line in text.split("\n") if not line.lstrip().startswith(("//", "$CATEGORY"))]
    questions: list[NeutralQuestion] = []
    losses: list[Loss] = []
    for number, block in enumerate(re.split(r"\n[ \t]*\n+", "\n".join(lines)), start=1):
        if not block.strip():
            continue
        name = f"{number}"
        lost: list[str] = []
        try:
            name, rest = _title(block.strip(), name)
            question = _question(name, rest, lost)
            if question:
                questions.append(question)
        except ExchangeError as reason:
            lost.append(f"not imported: {reason}")
        losses += [Loss(name, what) for what in dict.fromkeys(lost)]
    return questions, losses


def _title(block: str, number: str) -> tuple[str, str]:
    match = _TITLE.match(block)
    return (_unescape(match[1]) or number, block[match.end() :]) if match else (number, block)


def _question(name: str, block: str, losses: list[str]) -> NeutralQuestion | None:
    declared = _FORMAT.match(block)
    format = declared[1] if declared else "moodle"
    block = block[declared.end() :] if declared else block
    start = _OPEN.search(block)
    if start is None:
        losses.append("left out; it is a description without an answer")
        return None
    answer_text, after = _inside_braces(block, start.end())
    before = block[: start.end() - 1]
    if after.strip():
        before += "\\_\\_\\_\\_\\_" + after  # stands for the missing word
    answers, explanation = _split_general(answer_text)
    return NeutralQuestion(
        name=name,
        text=_markdown(before, format, losses),
        content=_content(answers, format, losses),
        explanation=_markdown(explanation, format, losses),
    )


def _inside_braces(block: str, start: int) -> tuple[str, str]:
    """What stands between the braces, and after them."""
    place = start
    while place < len(block):
        if block[place] == "\\":
            place += 1
        elif block[place] == "}":
            return block[start:place], block[place + 1 :]
        place += 1
    raise ExchangeError("a brace is opened and never closed")


def _split_general(inside: str) -> tuple[str, str]:
    match = re.search(r"(?<!\\)####", inside)
    return (inside[: match.start()], inside[match.end() :]) if match else (inside, "")


def _content(answers: str, format: str, losses: list[str]) -> Content:
    stripped = answers.strip()
    if not stripped:
        return FreeText()
    if stripped.startswith("#"):
        return _numbers(stripped[1:], format, losses)
    if _VERDICT.fullmatch(stripped):
        return _true_or_false(stripped, format, losses)
    pieces = [(match["mark"], match["body"]) for match in _PIECE.finditer(stripped)]
    if not pieces:
        raise ExchangeError(f"its answers cannot be parsed: “{stripped[:60]}”")
    if all(mark == "=" for mark, _ in pieces):
        if all(re.search(r"(?<!\\)->", body) for _, body in pieces):
            return _pairs(pieces, format, losses)
        return Texts(tuple(_answer(mark, body, format, losses) for mark, body in pieces))
    options = tuple(_answer(mark, body, format, losses) for mark, body in pieces)
    return Choices(any(mark == "=" for mark, _ in pieces), options)


def _answer(mark: str, body: str, format: str, losses: list[str]) -> AnswerKey:
    share = _SHARE.match(body)
    fraction = parse_percentage(share[1]) if share else float(mark == "=")
    text, feedback = _with_feedback(body[share.end() :] if share else body)
    return AnswerKey(_markdown(text, format, losses), fraction, _markdown(feedback, format, losses))


def _with_feedback(body: str) -> tuple[str, str]:
    match = re.search(r"(?<!\\)#", body)
    return (body[: match.start()], body[match.end() :]) if match else (body, "")


def _numbers(answers: str, format: str, losses: list[str]) -> Content:
    pieces = [match["body"] for match in _PIECE.finditer(answers)] or [answers]
    keys = []
    for piece in pieces:
        share = _SHARE.match(piece)
        text, feedback = _with_feedback(piece[share.end() :] if share else piece)
        if not text.strip():
            continue
        value, tolerance = _value_and_tolerance(text.strip())
        fraction = parse_percentage(share[1]) if share else 1.0
        keys.append(NumberKey(value, tolerance, fraction, _markdown(feedback, format, losses)))
    if not keys:
        raise ExchangeError("it has no number as its answer")
    return Numbers(tuple(keys))


def _value_and_tolerance(text: str) -> tuple[float, float]:
    """``5:0.1`` or ``4.9..5.1``."""
    if ".." in text:
        low, high = (parse_number(end, "an end") for end in text.split("..", 1))
        return (low + high) / 2, abs(high - low) / 2
    value, _, tolerance = text.partition(":")
    return parse_number(value, "an answer"), abs(parse_number(tolerance or "0", "a tolerance"))


def _true_or_false(text: str, format: str, losses: list[str]) -> Content:
    verdict, *feedback = re.split(r"(?<!\\)#", text)
    answer = verdict.strip().startswith("T")
    wrong, right = ([_markdown(text, format, losses) for text in feedback] + ["", ""])[:2]
    return TrueOrFalse(answer, *((right, wrong) if answer else (wrong, right)))


def _pairs(pieces: list[tuple[str, str]], format: str, losses: list[str]) -> Content:
    pairs = []
    for _, body in pieces:
        left, right = re.split(r"(?<!\\)->", body, maxsplit=1)
        pairs.append((_markdown(left, format, losses), _markdown(right, format, losses)))
    return Pairs(tuple(pairs))


def _markdown(text: str, format: str, losses: list[str]) -> str:
    """A text with its escapes undone, as Markdown."""
    unescaped = _unescape(text)
    if format in ("html", "moodle") and "<" in unescaped:
        unescaped, dropped = markdown_from_html(unescaped)
        losses += dropped
    return from_moodle_math(unescaped)


def _unescape(text: str) -> str:
    marked = re.sub(r"\\(n|.)", lambda m: "\n" if m[1] == "n" else m[1], text.strip(), flags=re.S)
    return marked.strip()
