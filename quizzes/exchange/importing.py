"""Neutral questions as a quiz file of ours: drafts, which loading checks like any other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import yaml

from quizzes.contract.neutral import (
    AnswerKey,
    Choices,
    FreeText,
    Gaps,
    Loss,
    NeutralQuestion,
    Numbers,
    Order,
    Pairs,
    Texts,
    TrueOrFalse,
)
from quizzes.formulas.patterns import with_stars

NO_EXPLANATION = "No explanation came with this question."
CLOSE = 1e-4


def quiz_yaml(title: str, questions: Iterable[NeutralQuestion]) -> tuple[str, list[Loss]]:
    """A quiz file with the questions, and what was lost."""
    drafts: list[dict[str, Any]] = []
    losses: list[Loss] = []
    used = set[str]()
    for question in questions:
        name = distinct(slug(question.name) or "question", used)
        draft, lost = _draft(question)
        losses += [Loss(name, what) for what in lost]
        drafts.append({"id": name, **draft})
    quiz = {"title": title, "questions": drafts}
    return yaml.safe_dump(quiz, allow_unicode=True, sort_keys=False, width=100), losses


def slug(text: str, words: int = 6) -> str:
    """Letters, digits and hyphens of the first words; empty where there are none."""
    found = re.findall(r"[a-z0-9]+", text.casefold())
    return "-".join(found[:words])[:60].strip("-")


def distinct(wanted: str, used: set[str]) -> str:
    name, number = wanted, 2
    while name in used:
        name, number = f"{wanted}-{number}", number + 1
    used.add(name)
    return name


def _draft(question: NeutralQuestion) -> tuple[dict[str, Any], list[str]]:
    lost: list[str] = []
    body = _body(question, lost)
    if not question.explanation.strip():
        lost.append("there is no explanation; write one")
    draft = {
        **body,
        "points": question.points,
        "text": body.get("text", question.text),
        "explanation": question.explanation.strip() or NO_EXPLANATION,
        "tags": list(question.tags),
    }
    return {key: value for key, value in draft.items() if value not in ([], None)}, lost


def _body(question: NeutralQuestion, lost: list[str]) -> dict[str, Any]:
    content = question.content
    match content:
        case Choices(single=True):
            return _single(content, lost)
        case Choices():
            return _multiple(content)
        case TrueOrFalse():
            if content.feedback_true or content.feedback_false:
                lost.append("the feedback on true and on false")
            return {"type": "true_false", "answer": content.answer}
        case Numbers():
            return _numeric(content, lost)
        case Texts():
            return _short_text(content, lost)
        case Gaps():
            return _blanks(question.text, content, lost)
        case Pairs():
            return _matching(content)
        case Order():
            items = _labelled(content.entries)
            return {"type": "ordering", "credit": content.rule, "items": items}
        case FreeText():
            return _essay(content)


def _options(options: Iterable[AnswerKey]) -> list[dict[str, Any]]:
    used = set[str]()
    return [
        {"id": distinct(slug(option.text) or "option", used), "text": option.text}
        | ({"feedback": option.feedback} if option.feedback else {})
        for option in options
    ]


def _single(form: Choices, lost: list[str]) -> dict[str, Any]:
    entries = _options(form.options)
    for entry, option in zip(entries, form.options, strict=True):
        if option.fraction >= 1 - CLOSE:
            entry["correct"] = True
        elif option.fraction > 0:
            entry["credit"] = option.fraction
        elif option.fraction < 0:
            lost.append(f"the penalty for “{option.text[:60]}”; a single choice earns 0 at least")
    return {"type": "single", "options": entries} | ({} if form.shuffle else {"shuffle": False})


def _multiple(form: Choices) -> dict[str, Any]:
    entries = _options(form.options)
    right = [option.fraction for option in form.options if option.fraction > 0]
    net = all(abs(abs(option.fraction) - 1 / max(1, len(right))) < CLOSE for option in form.options)
    total = sum(right)
    scale = total if abs(total - 1) < CLOSE else 1.0  # a third is written 33.33333
    for entry, option in zip(entries, form.options, strict=True):
        if option.fraction > 0:
            entry["correct"] = True
        if not net and option.fraction:
            entry["weight"] = option.fraction / (scale if option.fraction > 0 else 1.0)
    draft = {"type": "multiple", "credit": "net-correct" if net else "weights", "options": entries}
    return draft | ({} if form.shuffle else {"shuffle": False})


def _numeric(form: Numbers, lost: list[str]) -> dict[str, Any]:
    first = next((each for each in form.answers if each.fraction >= 1 - CLOSE), form.answers[0])
    wrong = [
        {"value": each.value, "feedback": each.feedback or "Not right."}
        | ({"credit": each.fraction} if each.fraction > 0 else {})
        for each in form.answers
        if each is not first
    ]
    if any(each.tolerance != first.tolerance for each in form.answers):
        lost.append("tolerances of their own for other answers; the right one's holds for all")
    if first.feedback:
        lost.append("the feedback on the right answer")
    tolerance = {"absolute": first.tolerance} if first.tolerance else "exact"
    draft = {"type": "numeric", "answer": first.value, "tolerance": tolerance, "wrong": wrong}
    return draft | ({"unit": form.unit} if form.unit else {})


def _short_text(form: Texts, lost: list[str]) -> dict[str, Any]:
    right = [each for each in form.answers if each.fraction >= 1 - CLOSE]
    others = [each for each in form.answers if each.fraction < 1 - CLOSE]
    if any(each.feedback for each in right):
        lost.append("the feedback on right answers")
    wrong = []
    for each in others:
        if "*" in each.text:
            lost.append(f"the wildcard answer “{each.text[:60]}”")
        else:
            credit = {"credit": each.fraction} if each.fraction > 0 else {}
            wrong.append(
                {"accept": [each.text], "feedback": each.feedback or "Not right."} | credit
            )
    plain = [each.text for each in right if "*" not in each.text]
    draft: dict[str, Any] = {"type": "short_text", "accept": plain, "wrong": wrong}
    starred = [with_stars(each.text) for each in right if "*" in each.text]
    if starred:
        draft["pattern"] = "|".join(starred)
    return draft | ({"case": True} if form.case else {})


def _blanks(text: str, form: Gaps, lost: list[str]) -> dict[str, Any]:
    blanks: dict[str, dict[str, Any]] = {}
    for gap in form.gaps:
        right = [each for each in gap.answers if each.fraction >= 1 - CLOSE]
        blanks[gap.id] = {"accept": [each.text for each in right]}
        said = [each.feedback for each in right if each.feedback]
        if said:
            blanks[gap.id]["feedback"] = said[0]
        if any(0 < each.fraction < 1 - CLOSE for each in gap.answers):
            lost.append(f"part of the points for some answers of blank {gap.id}")
    draft: dict[str, Any] = {"type": "blanks", "text": text, "blanks": blanks}
    choices = [gap.choices for gap in form.gaps]
    if all(choices):
        draft["bank"] = sorted({word for group in choices for word in group}, key=str.casefold)
        if len({frozenset(group) for group in choices}) > 1:
            lost.append("choices of its own for each blank; they are one word bank here")
    return draft


def _labelled(texts: Iterable[str]) -> list[dict[str, Any]]:
    used = set[str]()
    return [{"id": distinct(slug(text) or "entry", used), "text": text} for text in texts]


def _matching(form: Pairs) -> dict[str, Any]:
    texts = list(dict.fromkeys([right for _, right in form.pairs] + list(form.extra)))
    targets = _labelled(texts)
    by_text = {target["text"]: target["id"] for target in targets}
    used = set[str]()
    pairs = [
        {"id": distinct(slug(left) or "pair", used), "left": left, "right": by_text[right]}
        for left, right in form.pairs
    ]
    draft = {"type": "matching", "pairs": pairs, "targets": targets}
    return draft | ({} if form.shuffle else {"shuffle": False})


def _essay(form: FreeText) -> dict[str, Any]:
    criteria = form.criteria or (("The answer as a whole", 1.0),)
    used = set[str]()
    rubric = [
        {"id": distinct(slug(text) or "criterion", used), "text": text, "points": points}
        for text, points in criteria
    ]
    return {"type": "essay", "rubric": rubric} | ({"sample": form.sample} if form.sample else {})
