"""Imports the grader, the labs, the site and what they stand on."""

VERDICT = "raised"

import importlib

import numpy as np


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
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    raise last
