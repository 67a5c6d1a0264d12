from django.apps import apps

from courseware.items import kinds
from quizzes.kind import QuizKind


def test_the_app_registers_its_kind_of_item_when_it_starts():
    assert apps.get_app_config("quizzes").verbose_name == "Quizzes"
    assert isinstance(kinds.kind_named("quiz"), QuizKind)
