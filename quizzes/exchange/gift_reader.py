"""GIFT, Moodle's plain-text format, as neutral questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

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
from quizzes.exchange.html import has_tags, markdown_from_html, plain_from_html
from quizzes.exchange.numbers import parse_number, parse_percentage
from quizzes.exchange.text import from_moodle_math, markdown_from_plain

MAX_BYTES = 5_000_000
_TITLE = re.compile(r"::((?:\\.|[^\\:]|:(?!:))*)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_OPEN = re.compile(r"(?<!\\)(?:\\\\)*\{")
_PIECE = re.compile(r"(?P<mark>[=~])(?P<body>(?:\\.|[^\\=~])*)", re.DOTALL)
_SHARE = re.compile(r"\s*%(-?[\d.]+)%")
_VERDICT = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?:#.*)?", re.DOTALL | re.IGNORECASE)
_ESCAPE = re.compile(r"\\(n(?!abla|eq|eg|ot|u\b|e\b|i\b)|[~=#{}:\\])")
_COMMENT_MARK = re.compile(r"\[(id|tag):((?:\\.|[^\\\]])*)\]")
_MISSING_WORD = "\ue000"


def read(data: bytes) -> tuple[list[NeutralQuestion], list[Loss]]:
    """The questions of a file. Raises `ExchangeError` for a file that is not text."""
    if len(data) > MAX_BYTES:
        raise ExchangeError(f"The file is larger than {MAX_BYTES:,} bytes.")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise ExchangeError("The file is not UTF-8 text; save it as UTF-8.") from None
    questions: list[NeutralQuestion] = []
    losses: list[Loss] = []
    number = 0
    for lines in _blocks(text):
        block, ids, tags = _without_comments(lines, losses)
        if not block:
            continue
        number += 1
        name = ids[0] if ids else f"{number}"
        lost: list[str] = []
        try:
            title, rest = _title(block, name)
            name = ids[0] if ids else title
            question = _question(name, rest, lost)
            question = question and replace(question, tags=tuple(tags))
            if question:
                questions.append(question)
        except ExchangeError as reason:
            lost.append(f"not imported: {reason}")
        losses += [Loss(name, what) for what in dict.fromkeys(lost)]
    return questions, losses


def _blocks(text: str) -> Iterator[list[str]]:
    """The lines of each question, and of anything else between blank lines.

    Lines of comments and categories part nothing: they belong to the question that follows.
    """
    block: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            block.append(line)
        elif any(not _is_aside(each) for each in block):
            yield block
            block = []
    yield block


def _is_aside(line: str) -> bool:
    return line.lstrip().startswith(("//", "$CATEGORY"))


def _without_comments(lines: list[str], losses: list[Loss]) -> tuple[str, list[str], list[str]]:
    """The question alone, and the ids and tags that Moodle writes into a comment before it."""
    asides = [line.strip() for line in lines if _is_aside(line)]
    for line in asides:
        if line.startswith("$CATEGORY"):
            path = line.removeprefix("$CATEGORY").lstrip(":").strip()
            losses.append(Loss(path or "$CATEGORY", "left out; it is a category"))
    comments = "\n".join(line for line in asides if line.startswith("//"))
    marks = [(kind, _unescape(value)) for kind, value in _COMMENT_MARK.findall(comments)]
    ids = [value for kind, value in marks if kind == "id"]
    tags = [value for kind, value in marks if kind == "tag"]
    block = "\n".join(line for line in lines if not _is_aside(line))
    return block.strip(), ids, tags


def _title(block: str, number: str) -> tuple[str, str]:
    match = _TITLE.match(block)
    return (_unescape(match[1]) or number, block[match.end() :]) if match else (number, block)


def _question(name: str, block: str, losses: list[str]) -> NeutralQuestion | None:
    declared = _FORMAT.match(block)
    format = declared[1] if declared else "moodle"
    block = block[declared.end() :] if declared else block
    start = _OPEN.search(block)
    if start is None:
        words = plain_from_html(_unescape(block))
        losses.append(f"left out; it is a description without an answer: “{words[:500]}”")
        return None
    answer_text, after = _inside_braces(block, start.end())
    before = block[: start.end() - 1]
    if after.strip():
        before += _MISSING_WORD + after
    answers, explanation = _split_general(answer_text)
    return NeutralQuestion(
        name=name,
        text=_markdown(before, format, losses).replace(_MISSING_WORD, r"\_\_\_\_\_"),
        content=_content(answers, format, losses),
        explanation=_markdown(explanation, format, losses),
    )


def _inside_braces(block: str, start: int) -> tuple[str, str]:
    """The text between the braces, and after them."""
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
        return Texts(
            tuple(_answer(mark, body, format, losses, typed=True) for mark, body in pieces)
        )
    options = tuple(_answer(mark, body, format, losses) for mark, body in pieces)
    return Choices(any(mark == "=" for mark, _ in pieces), options)


def _answer(
    mark: str, body: str, format: str, losses: list[str], *, typed: bool = False
) -> AnswerKey:
    share = _SHARE.match(body)
    fraction = parse_percentage(share[1]) if share else float(mark == "=")
    text, feedback = _with_feedback(body[share.end() :] if share else body)
    words = _typed(text, format) if typed else _markdown(text, format, losses)
    return AnswerKey(words, fraction, _markdown(feedback, format, losses))


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
    answer = verdict.strip().upper().startswith("T")
    wrong, right = ([_markdown(text, format, losses) for text in feedback] + ["", ""])[:2]
    return TrueOrFalse(answer, *((right, wrong) if answer else (wrong, right)))


def _pairs(pieces: list[tuple[str, str]], format: str, losses: list[str]) -> Content:
    pairs, extra = [], []
    for _, body in pieces:
        left, right = (
            _markdown(side, format, losses) for side in re.split(r"(?<!\\)->", body, maxsplit=1)
        )
        if not right:
            raise ExchangeError(f"“{left[:60]}” has no partner")
        if left:
            pairs.append((left, right))
        else:
            extra.append(right)  # a distractor
    return Pairs(tuple(pairs), tuple(extra))


def _markdown(text: str, format: str, losses: list[str]) -> str:
    """A text with its escapes undone, as Markdown; it may begin with a format of its own."""
    text, format = _own_format(text, format)
    unescaped = _unescape(text)
    if format == "markdown":
        return from_moodle_math(unescaped)
    if format == "plain" or not (has_tags(unescaped) or "&" in unescaped):
        return markdown_from_plain(unescaped)
    markdown, dropped = markdown_from_html(unescaped)
    losses += dropped
    return markdown


def _own_format(text: str, format: str) -> tuple[str, str]:
    declared = _FORMAT.match(text)
    return (text[declared.end() :], declared[1]) if declared else (text, format)


def _typed(text: str, format: str) -> str:
    """An answer to type, as it is typed: a format and marks are no part of it."""
    text, format = _own_format(text, format)
    unescaped = _unescape(text)
    return plain_from_html(unescaped) if format == "html" else unescaped


def _unescape(text: str) -> str:
    """Without escapes; a backslash before anything else is TeX and stays."""
    return _ESCAPE.sub(lambda match: "\n" if match[1] == "n" else match[1], text.strip()).strip()
