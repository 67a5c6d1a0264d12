"""Quizzes are what most of these tests grade again."""

from tests.quizzes.conftest import attempt, make_quiz

__all__ = ["attempt", "make_quiz"]
