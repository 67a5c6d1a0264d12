"""QTI of any version as neutral questions."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from quizzes.contract.neutral import ExchangeError, Loss, NeutralQuestion
from quizzes.exchange.qti import items, legacy
from quizzes.exchange.qti.package import documents

MAX_QUESTIONS = 2000


def read(data: bytes) -> tuple[list[NeutralQuestion], list[Loss]]:
    """The questions of a document or package. Raises `ExchangeError` for what is not QTI."""
    found, losses = documents(data)
    questions: list[NeutralQuestion] = []
    for root in found:
        read_here, lost = _read_document(root)
        questions += read_here
        losses += lost
        if len(questions) > MAX_QUESTIONS:
            raise ExchangeError(f"The file has more than {MAX_QUESTIONS} questions.")
    if not found and not losses:
        raise ExchangeError("The archive has no QTI items.")
    return questions, losses


def _read_document(root: Element) -> tuple[list[NeutralQuestion], list[Loss]]:
    match root.tag:
        case "assessmentItem":
            return items.read_item(root)
        case "questestinterop":
            return legacy.read_document(root)
        case "assessmentTest":
            raise ExchangeError(
                "The file is a test, which only names its items. Import the whole package."
            )
    raise ExchangeError(f"The file begins with <{root.tag[:40]}>, which is no element of QTI.")
