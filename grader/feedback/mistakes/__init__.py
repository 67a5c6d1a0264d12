"""The known mistakes of a lab, and which of them a submission makes."""

from grader.feedback.mistakes.matching import name_mistakes

__all__ = ["name_mistakes"]
