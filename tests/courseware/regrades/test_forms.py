"""What is graded again, as a form says it."""

from __future__ import annotations

import pytest

from courseware.items.kinds import kind_named
from courseware.people.models import Role, Section, User
from courseware.people.policy import access_of
from courseware.regrades.forms import ApplyForm, ReasonForm, SelectionForm
from courseware.regrades.models import MAX_REASON
from tests.factories import make_course, make_staff, make_student
from tests.quizzes.regrading import correct_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(make_quiz):
    item = make_quiz()
    correct_key(item)
    return item


@pytest.fixture
def form_of(item, ada):
    def form_of(by=ada, **data) -> SelectionForm:
        newest = item.quiz_revisions.order_by("-number").first()
        return SelectionForm(
            {"revision": newest.pk, **data},
            item=item,
            regrading=kind_named("quiz").regrading(),
            students=access_of(by, item.course).students(),
        )

    return form_of


def test_nothing_chosen_is_everything_by_the_current_revision(item, form_of):
    form = form_of()
    assert form.is_valid(), form.errors
    selection = form.selection()
    newest = item.quiz_revisions.order_by("-number").first()
    assert (selection.revision, selection.part, selection.users) == (newest.pk, "", None)
    assert (selection.work, selection.only_counting, selection.measure) == (None, False, False)
    assert form.words() == ""
    labels = [label for _value, label in form.fields["revision"].choices]
    assert labels == ["Revision 2 (current)", "Revision 1"]


def test_a_form_asks_only_for_what_the_item_and_course_have(course, form_of):
    fields = set(form_of().fields)
    assert "section" not in fields and "measure" not in fields
    Section.objects.create(course=course, name="Monday")
    assert "section" in form_of().fields


def test_people_are_named_by_username_or_address_with_any_separator(course, ben, form_of):
    dora = make_student(course, "dora")
    form = form_of(people="ben, dora@example.org\nben")
    assert form.is_valid(), form.errors
    assert form.selection().users == tuple(sorted([ben.pk, dora.pk]))
    assert form.words() == "2 students"


def test_a_name_that_is_nobodys_is_said_and_no_more_than_five(ben, form_of):
    form = form_of(people="ben " + " ".join(f"x{n}" for n in range(9)))
    assert not form.is_valid()
    (sentence,) = form.errors["people"]
    assert "x0, x1, x2, x3, x4." in sentence and "ben" not in sentence


def test_who_is_no_student_of_the_course_is_nobody(course, ada, cleo, form_of):
    for name in ("ada", "cleo"):
        assert list(form_of(people=name).errors) == ["people"]


def test_an_assistant_names_students_of_their_sections_only(course, ben, form_of):
    monday = course.sections.create(name="Monday")
    dora = make_student(course, "dora")
    dora.enrollments.get().sections.add(monday)
    kim = make_staff(course, Role.ASSISTANT, "kim", [monday])
    assert form_of(by=kim, people="dora").is_valid()
    assert list(form_of(by=kim, people="ben").errors) == ["people"]


def test_a_section_and_names_are_those_in_both(course, ben, form_of):
    monday = course.sections.create(name="Monday")
    dora, emil = make_student(course, "dora"), make_student(course, "emil")
    for student in (dora, emil):
        student.enrollments.get().sections.add(monday)
    all_of_it = form_of(section=monday.pk)
    assert all_of_it.is_valid()
    assert all_of_it.selection().users == tuple(sorted([dora.pk, emil.pk]))
    assert all_of_it.words() == "Section: Monday"
    both = form_of(section=monday.pk, people="dora ben")
    assert both.is_valid() and both.selection().users == (dora.pk,)
    neither = form_of(section=monday.pk, people="ben")
    assert neither.is_valid() and neither.selection().users == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("revision", "0"),
        ("revision", "no"),
        ("part", "no-such-question"),
        ("work", "0"),
        ("work", "x"),
        ("people", "x" * 5001),
    ],
)
def test_what_the_page_does_not_offer_is_refused(form_of, field, value):
    assert list(form_of(**{field: value}).errors) == [field]


def test_a_section_of_another_course_is_refused(course, form_of):
    course.sections.create(name="Monday")
    foreign = make_course().sections.create(name="Elsewhere")
    assert list(form_of(section=foreign.pk).errors) == ["section"]


def test_what_was_chosen_is_said_in_words(form_of):
    form = form_of(part="zero", work="7", only_counting="on")
    assert form.is_valid(), form.errors
    assert form.words() == "Question: zero, one work, only work that counts"
    assert (form.selection().part, form.selection().work) == ("zero", 7)


def test_the_form_reads_people_in_one_query(course, form_of, django_assert_num_queries):
    for n in range(8):
        make_student(course, f"s{n}")
    form = form_of(people=" ".join(f"s{n}" for n in range(8)))
    with django_assert_num_queries(1):
        assert form.is_valid()
    assert len(form.selection().users) == User.objects.filter(username__startswith="s").count()


def test_a_reason_is_asked_for_and_kept_short():
    assert "Enter a reason." in ReasonForm({"reason": "  "}).errors["reason"][0]
    assert not ReasonForm({"reason": "x" * (MAX_REASON + 1)}).is_valid()
    assert ReasonForm({"reason": "x" * MAX_REASON}).is_valid()


def test_students_are_told_unless_the_tick_is_removed():
    assert ApplyForm()["tells"].value() is True
    silent = ApplyForm({"reason": "A slip."})
    assert silent.is_valid() and silent.cleaned_data["tells"] is False
