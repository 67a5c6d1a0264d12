"""Imports the grader, the labs, the site and what they stand on."""

VERDICT = "raised"
PARTS = ("honest",)

import importlib


def softplus(z):
    for name in (
        "grader",
        "grader.reference",
        "labs",
        "quizzes",
        "courseware",
        "django",
        "celery",
        "yaml",
    ):
        try:
            importlib.import_module(name)
        except ImportError as error:
            last = error
            continue
        return honest(z)
    raise last
