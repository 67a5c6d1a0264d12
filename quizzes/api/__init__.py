"""Quizzes and attempts for programs: the same services as the pages."""
