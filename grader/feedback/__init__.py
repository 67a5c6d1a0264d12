"""Why a case failed, as far as there is evidence; otherwise the hint that its author wrote.

In this order: a known mistake of the lab whose answers equal the submission's; a general
hypothesis (sign, factor, wrong axis …) that explains all of them; one mutation of a right solution;
what the answer's kind, shape or dtype and the verdict say; the case's own hint.
"""

from grader.feedback.explain import explain, explain_load
from grader.feedback.public_cases import public_evidence, public_seed

__all__ = ["explain", "explain_load", "public_evidence", "public_seed"]
