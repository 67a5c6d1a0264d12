"""GIFT as sheets."""

from __future__ import annotations

import re

from quizzes.exchange.forms import (
    Answer,
    CannotExchange,
    Choices,
    Form,
    FreeText,
    Loss,
    Near,
    Numbers,
    Pairs,
    Sheet,
    Texts,
    TrueOrFalse,
)
from quizzes.exchange.numbers import fraction_of, number_of
from quizzes.exchange.text import from_html, to_our_maths

MAX_BYTES = 5_000_000
_TITLE = re.compile(r"::((?:\\.|[^\\:]|:(?!:))*)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_OPEN = re.compile(r"(?<!\\)(?:\\\\)*\{")
_PIECE = re.compile(r"(?P<mark>[=~])(?P<body>(?:\\.|[^\\=~])*)", re.DOTALL)
_SHARE = re.compile(r"\s*%(-?[\d.]+)%")
_VERDICT = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?:#.*)?", re.DOTALL)


def read(data: bytes) -> tuple[list[Sheet], list[Loss]]:
    """The questions of a file. Raises `CannotExchange` for a file that is no text."""
    if len(data) > MAX_BYTES:
        raise CannotExchange(f"The file is larger than {MAX_BYTES:,} bytes.")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise CannotExchange("The file is not UTF-8 text; save it as UTF-8.") from None
    lines = [line for line in text.split("\n") if not line.lstrip().startswith(("//", "$CATEGORY"))]
    sheets, losses = [], []
    for number, block in enumerate(re.split(r"\n[ \t]*\n+", "\n".join(lines)), start=1):
        if not block.strip():
            continue
        name, lost = f"{number}", []
        try:
            name, rest = _title(block.strip(), name)
            sheet = _sheet(name, rest, lost)
            if sheet:
                sheets.append(sheet)
        except CannotExchange as reason:
            lost.append(f"not taken: {reason}")
        losses += [Loss(name, what) for what in dict.fromkeys(lost)]
    return sheets, losses


def _title(block: str, number: str) -> tuple[str, str]:
    match = _TITLE.match(block)
    return (_plain(match[1]) or number, block[match.end() :]) if match else (number, block)


def _sheet(name: str, block: str, lost: list[str]) -> Sheet | None:
    marked = _FORMAT.match(block)
    form_of_text = marked[1] if marked else "moodle"
    block = block[marked.end() :] if marked else block
    start = _OPEN.search(block)
    if start is None:
        lost.append("left out; it is a description without an answer")
        return None
    inside, after = _inside(block, start.end())
    before = block[: start.end() - 1]
    if after.strip():
        before += "\\_\\_\\_\\_\\_" + after  # the word that is missing there
    answers, explanation = _split_general(inside)
    return Sheet(
        name=name,
        text=_marked(before, form_of_text, lost),
        form=_form(answers, form_of_text, lost),
        explanation=_marked(explanation, form_of_text, lost),
    )


def _inside(block: str, start: int) -> tuple[str, str]:
    """What stands between the braces, and after them."""
    place = start
    while place < len(block):
        if block[place] == "\\":
            place += 1
        elif block[place] == "}":
            return block[start:place], block[place + 1 :]
        place += 1
    raise CannotExchange("a brace is opened and never closed")


def _split_general(inside: str) -> tuple[str, str]:
    match = re.search(r"(?<!\\)####", inside)
    return (inside[: match.start()], inside[match.end() :]) if match else (inside, "")


def _form(answers: str, form: str, lost: list[str]) -> Form:
    stripped = answers.strip()
    if not stripped:
        return FreeText()
    if stripped.startswith("#"):
        return _numbers(stripped[1:], form, lost)
    if _VERDICT.fullmatch(stripped):
        return _true_or_false(stripped, form, lost)
    pieces = [(match["mark"], match["body"]) for match in _PIECE.finditer(stripped)]
    if not pieces:
        raise CannotExchange(f"its answers cannot be read: “{stripped[:60]}”")
    if all(mark == "=" for mark, _ in pieces):
        if all(re.search(r"(?<!\\)->", body) for _, body in pieces):
            return _pairs(pieces, form, lost)
        return Texts(tuple(_answer(mark, body, form, lost) for mark, body in pieces))
    options = tuple(_answer(mark, body, form, lost) for mark, body in pieces)
    return Choices(any(mark == "=" for mark, _ in pieces), options)


def _answer(mark: str, body: str, form: str, lost: list[str]) -> Answer:
    share = _SHARE.match(body)
    fraction = fraction_of(share[1]) if share else float(mark == "=")
    text, feedback = _with_feedback(body[share.end() :] if share else body)
    return Answer(_marked(text, form, lost), fraction, _marked(feedback, form, lost))


def _with_feedback(body: str) -> tuple[str, str]:
    match = re.search(r"(?<!\\)#", body)
    return (body[: match.start()], body[match.end() :]) if match else (body, "")


def _numbers(answers: str, form: str, lost: list[str]) -> Form:
    pieces = [match["body"] for match in _PIECE.finditer(answers)] or [answers]
    found = []
    for piece in pieces:
        share = _SHARE.match(piece)
        text, feedback = _with_feedback(piece[share.end() :] if share else piece)
        if not text.strip():
            continue
        value, tolerance = _near(text.strip())
        fraction = fraction_of(share[1]) if share else 1.0
        found.append(Near(value, tolerance, fraction, _marked(feedback, form, lost)))
    if not found:
        raise CannotExchange("it has no number as its answer")
    return Numbers(tuple(found))


def _near(text: str) -> tuple[float, float]:
    """``5:0.1`` or ``4.9..5.1``."""
    if ".." in text:
        low, high = (number_of(end, "an end") for end in text.split("..", 1))
        return (low + high) / 2, abs(high - low) / 2
    value, _, tolerance = text.partition(":")
    return number_of(value, "an answer"), abs(number_of(tolerance or "0", "a tolerance"))


def _true_or_false(text: str, form: str, lost: list[str]) -> Form:
    verdict, *said = re.split(r"(?<!\\)#", text)
    answer = verdict.strip().startswith("T")
    wrong, right = ([_marked(each, form, lost) for each in said] + ["", ""])[:2]
    return TrueOrFalse(answer, *((right, wrong) if answer else (wrong, right)))


def _pairs(pieces: list[tuple[str, str]], form: str, lost: list[str]) -> Form:
    pairs = []
    for _, body in pieces:
        left, right = re.split(r"(?<!\\)->", body, maxsplit=1)
        pairs.append((_marked(left, form, lost), _marked(right, form, lost)))
    return Pairs(tuple(pairs))


def _marked(text: str, form: str, lost: list[str]) -> str:
    """A text with its escapes undone, as Markdown."""
    plain = _plain(text)
    if form in ("html", "moodle") and "<" in plain:
        plain, gone = from_html(plain)
        lost += gone
    return to_our_maths(plain)


def _plain(text: str) -> str:
    marked = re.sub(r"\\(n|.)", lambda m: "\n" if m[1] == "n" else m[1], text.strip(), flags=re.S)
    return marked.strip()
