from courseware.analysis.scope import WHOLE_COURSE, Scope, scope_of, scope_of_key
from courseware.people.models import Enrollment, Role, Section
from courseware.people.policy import Access
from tests.factories import make_student, make_user


def test_a_scope_is_found_again_by_its_key():
    for scope in (WHOLE_COURSE, Scope(frozenset({3, 12}))):
        assert scope_of_key(scope.key) == scope
    assert (WHOLE_COURSE.key, Scope(frozenset({12, 3})).key) == ("", "3,12")


def test_an_assistants_scope_is_the_own_sections(course, ben, ada):
    section = Section.objects.create(course=course, name="A")
    inside = make_student(course, "dora")
    Enrollment.objects.get(user=inside).sections.add(section)
    mine = Enrollment.objects.create(user=make_user("tom"), course=course, role=Role.ASSISTANT)
    mine.sections.add(section)
    scope = scope_of(Access(mine.user, course, mine))
    assert list(scope.students(course)) == [inside]
    assert set(WHOLE_COURSE.students(course)) == {ben, inside}
