"""Why a case failed, as far as there is evidence; otherwise the hint that its author wrote.

Sources (`grader.feedback.sources`) explain failures from evidence that is no secret, one ranking
decides, and `causes_of` groups the failing cases by what is wrong. docs/feedback.md says how.
"""

from grader.feedback.case_kinds import case_kinds
from grader.feedback.causes import causes_of
from grader.feedback.explain import explain, explain_load
from grader.feedback.public_cases import public_evidence, public_seed

__all__ = [
    "case_kinds",
    "causes_of",
    "explain",
    "explain_load",
    "public_evidence",
    "public_seed",
]
