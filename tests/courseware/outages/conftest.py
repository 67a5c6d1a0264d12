"""Quizzes have the time limits that an outage takes minutes from."""

from tests.quizzes.conftest import attempt, make_quiz

__all__ = ["attempt", "make_quiz"]
