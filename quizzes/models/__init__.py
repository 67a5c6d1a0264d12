"""What is stored of quizzes, by subject; this is what others import."""

from quizzes.models.accommodations import Accommodation
from quizzes.models.analysis import AnalysisReport
from quizzes.models.attempts import Attempt, Event, Response
from quizzes.models.regrades import Regrade, RegradedAttempt
from quizzes.models.revisions import Paragraph, QuizRevision, Variant

__all__ = [
    "Accommodation",
    "AnalysisReport",
    "Attempt",
    "Event",
    "Paragraph",
    "QuizRevision",
    "Regrade",
    "RegradedAttempt",
    "Response",
    "Variant",
]
