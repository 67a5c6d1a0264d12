"""True or false, with the reason: the verdict alone earns a part, the right reason the rest.

    - id: l2-zeros
      type: true_false
      text: Squared L2 sets useless weights to exactly zero.
      answer: false
      verdict_credit: 0.5               # for the verdict without the right reason; optional
      reasons:
        - {id: fades, text: Its slope fades near zero, correct: true, feedback: …}
        - {id: convex, text: It is convex, feedback: So is L1.}
      explanation: Nothing pushes a small weight the last bit.

Without ``reasons`` the verdict is all. A response is an object:
``{"verdict": false, "reason": "fades"}``.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from grader.files.yaml_nodes import Node
from quizzes.contract.answers import InvalidResponse, Part, Sample, Samples, Score
from quizzes.contract.neutral import Draft, Export, NeutralQuestion, TrueOrFalse
from quizzes.contract.question_type import QuestionType, RenameId
from quizzes.types.shared.options import Option, parse_options, rename_entries, shuffled

_VERDICTS = {"true": True, "false": False}


@dataclass(frozen=True)
class Body:
    """The verdict, and reasons of which one is correct."""

    answer: bool
    reasons: tuple[Option, ...] = ()
    verdict_credit: float = 0.5
    shuffle: bool = True

    @property
    def right_reason(self) -> str:
        """The id of the correct reason; empty without reasons."""
        return next((reason.id for reason in self.reasons if reason.correct), "")


class TrueFalseType(QuestionType[Body, dict[str, Any]]):
    """A verdict with its reason; an answer has a ``verdict`` and a ``reason``."""

    keys = ("answer", "verdict_credit", "reasons", "shuffle")
    body_class = Body

    def parse_body(self, node: Node) -> Body | None:
        verdict = node.need("answer")
        answer = verdict.as_flag() if verdict else False
        reasons = parse_options(node, "credit", "reasons") if node.get("reasons") else ()
        if reasons and sum(reason.correct for reason in reasons) != 1:
            node.fault("exactly 1 of the reasons must be correct")
        share = node.number("verdict_credit", 0.5)
        if not 0 <= share < 1:
            node.fault(f"verdict_credit is {share:g}; expected 0 to below 1")
        return Body(answer, reasons, float(share), node.flag("shuffle", True))

    def samples(self, body: Body) -> Samples:
        right: dict[str, Any] = {"verdict": body.answer}
        wrong = {"the other verdict": Sample({"verdict": not body.answer}, 0.0)}
        if body.reasons:
            wrong["no reason"] = Sample(dict(right), body.verdict_credit)
            other = next(reason.id for reason in body.reasons if not reason.correct)
            wrong["wrong reason"] = Sample(right | {"reason": other}, body.verdict_credit)
            right["reason"] = body.right_reason
        bad = ({"verdict": "yes"}, {"reason": "no-such"}, {"other": True}, "true", [True], 1.0)
        return Samples(right, wrong, bad)

    def blind_guesses(self, body: Body) -> list[dict[str, Any]]:
        """A coin for the verdict, and any reason."""
        reasons = [{"reason": reason.id} for reason in body.reasons] or [{}]
        return [{"verdict": verdict} | reason for verdict in (True, False) for reason in reasons]

    def shuffle(self, body: Body, rng: random.Random) -> Body:
        return replace(body, reasons=shuffled(body.reasons, rng)) if body.shuffle else body

    def from_form(self, fields: Mapping[str, list[str]]) -> dict[str, Any] | None:
        given = {
            part: values[0] for part, values in fields.items() if part and values and values[0]
        }
        verdict = given.get("verdict", "").lower()
        return given | ({"verdict": _VERDICTS[verdict]} if verdict in _VERDICTS else {}) or None

    def parse_response(self, body: Body, response: Any) -> dict[str, Any] | InvalidResponse | None:
        if response is None or response == {}:
            return None
        known = tuple(reason.id for reason in body.reasons)
        if known:
            expected = _('Expected an object with a "verdict", true or false, and a "reason".')
        else:
            expected = _('Expected an object with a "verdict", true or false.')
        invalid = InvalidResponse(expected, known)
        if not isinstance(response, Mapping) or not set(response) <= {"verdict", "reason"}:
            return invalid
        answer: dict[str, Any] = {}
        if response.get("verdict") is not None:
            if not isinstance(response["verdict"], bool):
                return invalid
            answer["verdict"] = response["verdict"]
        if response.get("reason") not in (None, ""):
            if response["reason"] not in known:
                return invalid
            answer["reason"] = response["reason"]
        return answer or None

    def count_unanswered(self, body: Body, answer: dict[str, Any] | None) -> int:
        return 1 + bool(body.reasons) - len(answer or ())

    def describe_answer(self, body: Body, answer: dict[str, Any] | None) -> str:
        given = answer or {}
        reasons = [reason.text for reason in body.reasons if reason.id == given.get("reason")]
        verdict = [str(given["verdict"])] if "verdict" in given else []
        return ", because: ".join(verdict + reasons)

    def template_context(
        self, body: Body, answer: dict[str, Any] | None, score: Score | None
    ) -> dict[str, Any]:
        given = answer or {}
        context: dict[str, Any] = {"options": [], "fields": [{"id": "verdict"}]}
        if body.reasons:
            context["fields"].append({"id": "reason"})
        if "verdict" in given:
            context["verdict"] = str(given["verdict"]).lower()
        if score:
            context |= {"right": score.parts[0].right, "expected": str(body.answer).lower()}
        for reason in body.reasons:
            option: dict[str, Any] = {"id": reason.id, "text": reason.text}
            if answer is not None or score:
                option["chosen"] = given.get("reason") == reason.id
            if score:
                option |= {"correct": reason.correct, "feedback": reason.feedback}
            context["options"].append(option)
        return context

    def choices(self, body: Body) -> list[tuple[str, str, bool]]:
        """The two verdicts, and then the reasons, of which an answer has one each."""
        verdicts = [
            ("verdict true", _("True"), body.answer),
            ("verdict false", _("False"), not body.answer),
        ]
        reasons = [(reason.id, reason.text, reason.correct) for reason in body.reasons]
        return [*verdicts, *reasons]

    def chosen(self, body: Body, answer: dict[str, Any]) -> frozenset[str]:
        verdict = {f"verdict {str(answer['verdict']).lower()}"} if "verdict" in answer else set()
        return frozenset(verdict | {answer["reason"]} if "reason" in answer else verdict)

    def score(self, body: Body, answer: dict[str, Any] | None) -> Score:
        given = answer or {}
        right = given.get("verdict") is body.answer
        parts = [
            Part(
                "verdict",
                right,
                "verdict" in given,
                str(given.get("verdict", "")),
                str(body.answer),
            )
        ]
        for reason in body.reasons:
            chosen = given.get("reason") == reason.id
            parts.append(
                Part(reason.id, chosen == reason.correct, chosen, feedback=reason.feedback)
            )
        if not right:
            fraction = 0.0
        elif not body.reasons or given.get("reason") == body.right_reason:
            fraction = 1.0
        else:
            fraction = body.verdict_credit
        return Score(fraction, tuple(parts))

    def author_ids(self, body: Body) -> dict[str, list[str]]:
        return {"reason": [reason.id for reason in body.reasons]}

    def rename_ids(self, body: Body, rename: RenameId) -> Body:
        return replace(body, reasons=rename_entries(body.reasons, rename, "reason"))

    def rename_ids_in_response(self, response: dict[str, Any], rename: RenameId) -> dict[str, Any]:
        given = response.get("reason")
        return response | ({"reason": rename("reason", given)} if given else {})

    def to_neutral(self, body: Body) -> Export:
        losses = ("the reasons; the verdict earns everything",) if body.reasons else ()
        return Export(TrueOrFalse(body.answer), losses)

    def from_neutral(self, question: NeutralQuestion) -> Draft | None:
        content = question.content
        if not isinstance(content, TrueOrFalse):
            return None
        has_feedback = content.feedback_true or content.feedback_false
        losses = ("the feedback on true and on false",) if has_feedback else ()
        return Draft({"answer": content.answer}, losses)


TYPE = TrueFalseType()
