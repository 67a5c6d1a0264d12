"""What changes quizzes and attempts, by subject; this is what others call."""

from quizzes.services.checking import check_answer, move_on
from quizzes.services.extensions import judge_lateness, note_extension
from quizzes.services.finishing import (
    GRADE_RESPONSE,
    finish_attempt,
    finish_overdue_attempts,
    late_cost,
)
from quizzes.services.grading import (
    grade_by_hand,
    grade_response,
    store_manual_grade,
    store_result,
)
from quizzes.services.refusals import (
    AttemptRefused,
    LateCost,
    LateResponseRefused,
    ResponseRefused,
)
from quizzes.services.revisions import store_revision
from quizzes.services.saving import SaveResult, save_answers, save_into
from quizzes.services.self_checks import OutdatedQuestion, answer_self_check
from quizzes.services.starting import start_attempt

__all__ = [
    "GRADE_RESPONSE",
    "AttemptRefused",
    "LateCost",
    "LateResponseRefused",
    "OutdatedQuestion",
    "ResponseRefused",
    "SaveResult",
    "answer_self_check",
    "check_answer",
    "finish_attempt",
    "finish_overdue_attempts",
    "grade_by_hand",
    "grade_response",
    "judge_lateness",
    "late_cost",
    "move_on",
    "note_extension",
    "save_answers",
    "save_into",
    "start_attempt",
    "store_manual_grade",
    "store_result",
    "store_revision",
]
