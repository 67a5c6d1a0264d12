"""Names for people whose work is graded without theirs. Pure but for the site's secret.

A pseudonym stays the same, tells nothing about the person, and is another one in another part of
the course, so that graders do not get to know anybody by it.
"""

from __future__ import annotations

import base64

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

_SALT = "courseware.manual_grading"
WORK_LENGTH, NAME_LENGTH = 8, 6  # characters of five bits


def code_of(rubric: int, work: int) -> str:
    """A work's pseudonym in addresses."""
    return _code(f"work/{rubric}/{work}", WORK_LENGTH)


def pseudonym_of(rubric: int, student: int) -> str:
    """`Student K7Q2M`."""
    return _("Student %(code)s") % {"code": _code(f"student/{rubric}/{student}", NAME_LENGTH)}


def _code(value: str, length: int) -> str:
    digest = salted_hmac(_SALT, value, algorithm="sha256")
    return base64.b32encode(digest.digest()).decode("ascii")[:length]
