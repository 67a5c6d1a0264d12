"""Who may do what."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from courseware.people.models import Enrollment, Role
from courseware.people.permissions import ROLE_PERMISSIONS, Permission
from courseware.people.policy import (
    Access,
    access_of,
    enrollment_of,
    member_required,
    permission_required,
)
from tests.factories import make_course, make_staff, make_student, make_user

pytestmark = pytest.mark.django_db


@member_required
def page(request, slug=""):
    role = request.enrollment and request.enrollment.role
    return HttpResponse(f"{request.course.slug}, {role}, {request.access.is_staff}, {slug}")


@permission_required(Permission.SEE_GRADES)
def book(request):
    return HttpResponse("book")


@pytest.fixture
def visit(rf, course):
    def visit(view, user, slug="ml", **kwargs):
        request = rf.get("/x/")
        request.user = user
        return view(request, course=slug, **kwargs)

    return visit


def test_a_member_gets_the_page_with_course_and_role(visit, ben, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = visit(page, ben)
    assert response.content == b"ml, student, False, "


def test_the_view_gets_what_else_the_address_names(rf, course, ada):
    request = rf.get("/x/")
    request.user = ada
    assert page(request, course="ml", slug="zeros").content == b"ml, instructor, True, zeros"


def test_a_visitor_is_asked_to_sign_in(visit):
    response = visit(page, AnonymousUser())
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/x/")


@pytest.mark.parametrize("slug", ["ml", "no-such-course"])
def test_for_a_stranger_no_course_exists(visit, cleo, slug):
    with pytest.raises(Http404):
        visit(page, cleo, slug=slug)
    with pytest.raises(Http404):
        visit(book, cleo, slug=slug)


def test_a_student_may_know_of_the_gradebook_but_not_see_it(visit, ben, ada):
    with pytest.raises(PermissionDenied):
        visit(book, ben)
    assert visit(book, ada).content == b"book"


def test_the_operator_sees_every_course_without_being_in_it(visit):
    root = make_user("root", is_superuser=True)
    assert visit(book, root).content == b"book"
    assert visit(page, root).content == b"ml, None, True, "


def test_a_role_holds_in_its_course_only(visit, ada, course):
    make_course(slug="other")
    with pytest.raises(Http404):
        visit(page, ada, slug="other")
    assert enrollment_of(ada, course).role == Role.INSTRUCTOR
    assert enrollment_of(ada, make_course()) is None


@permission_required(Permission.GRADE)
def queue(request):
    return HttpResponse("queue")


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.STUDENT, False),
        (Role.OBSERVER, False),
        (Role.AUTHOR, False),
        (Role.GRADER, True),
        (Role.ASSISTANT, True),
        (Role.INSTRUCTOR, True),
    ],
)
def test_a_page_is_for_the_roles_with_its_permission(visit, course, role, allowed):
    person = make_user("kim")
    Enrollment.objects.create(user=person, course=course, role=role)
    if allowed:
        assert visit(queue, person).content == b"queue"
    else:
        with pytest.raises(PermissionDenied):
            visit(queue, person)


def test_an_instructor_has_every_permission_and_a_student_none():
    assert ROLE_PERMISSIONS[Role.INSTRUCTOR] == set(Permission)
    assert not ROLE_PERMISSIONS[Role.STUDENT]
    assert set(ROLE_PERMISSIONS) == set(Role)


def test_sections_limit_whom_an_assistant_sees(course, ada, ben):
    monday, tuesday = (course.sections.create(name=name) for name in ("Monday", "Tuesday"))
    cleo, assistant = make_user("cleo"), make_user("kim")
    enrolled = Enrollment.objects.create(user=cleo, course=course)
    enrolled.sections.set([monday, tuesday])
    own = Enrollment.objects.create(user=assistant, course=course, role=Role.ASSISTANT)
    assert set(Access(assistant, course, own).students()) == {ben, cleo}  # without a limit
    own.sections.set([monday, tuesday])
    access = Access(assistant, course, own)
    assert list(access.students()) == [cleo]  # once, although she is in both
    assert access.student_or_404(cleo.pk) == cleo
    with pytest.raises(Http404):
        access.student_or_404(ben.pk)
    teaching = enrollment_of(ada, course)
    teaching.sections.set([monday])
    assert set(Access(ada, course, teaching).students()) == {ben, cleo}


def test_the_operator_sees_everybody_in_a_course_without_being_in_it(course, ben):
    operator = make_user("root", is_superuser=True)
    access = Access(operator, course, None)
    assert access.may(Permission.MANAGE_PEOPLE)
    assert list(access.students()) == [ben]


def test_who_only_observes_sends_nothing(rf, course):
    observer = make_staff(course, Role.OBSERVER)
    request = rf.post("/x/")
    request.user = observer
    with pytest.raises(PermissionDenied, match="not change anything"):
        page(request, course="ml")
    observer.is_superuser = True
    assert page(request, course="ml").status_code == 200


def test_what_a_person_sees_is_their_own_work_and_that_of_their_students(course, ada, ben):
    monday = course.sections.create(name="Monday")
    dora = make_student(course, "dora")
    dora.enrollments.get().sections.add(monday)
    assistant = make_staff(course, Role.ASSISTANT, sections=[monday])
    seen = {
        person: {other for other in (ben, dora, ada) if access_of(person, course).may_see(other.pk)}
        for person in (ben, assistant, ada)
    }
    assert seen == {ben: {ben}, assistant: {dora}, ada: {ben, dora, ada}}
    access = access_of(assistant, course)
    assert access.covers(dora.pk, Permission.GRADE)
    assert not access.covers(ben.pk, Permission.GRADE)
    assert not access.covers(dora.pk, Permission.CHANGE_GRADES)
    rows = Enrollment.objects.filter(course=course)
    assert [row.user for row in access.within(rows)] == [dora]
    assert access_of(ada, course).within(rows).count() == 4


def test_templates_ask_by_name(course, ada, ben):
    assert access_of(ada, course).can["change_grades"]
    assert not any(access_of(ben, course).can.values())
