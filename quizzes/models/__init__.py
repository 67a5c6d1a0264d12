"""What is stored of quizzes, by subject; this is what others import."""

from quizzes.models.analysis import AnalysisReport
from quizzes.models.attempts import MAX_SEED, Attempt, Event, Response
from quizzes.models.revisions import Paragraph, QuizRevision, Variant

__all__ = [
    "MAX_SEED",
    "AnalysisReport",
    "Attempt",
    "Event",
    "Paragraph",
    "QuizRevision",
    "Response",
    "Variant",
]
