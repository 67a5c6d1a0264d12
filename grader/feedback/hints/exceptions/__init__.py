"""What to do about an exception of a submission: one short remedy, with its line."""

from grader.feedback.hints.exceptions.context import Raised
from grader.feedback.hints.exceptions.matching import hint_for_exception
from grader.feedback.hints.exceptions.program import Program

__all__ = ["Program", "Raised", "hint_for_exception"]
