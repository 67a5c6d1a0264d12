"""The list of people, one person's part in the course, adding, removing and taking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courseware.chapters.selectors import chapters_of
from courseware.items.selectors import items_of
from courseware.people.models import Enrollment, Role
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.roster import selectors, services
from courseware.roster.adding import add_person
from courseware.roster.forms import AddForm, PartForm
from courseware.roster.models import Invitation, RosterChange
from courseware.roster.selectors import PeopleFilter

manages_people = permission_required(Permission.MANAGE_PEOPLE)


@require_safe
@manages_people
def people(request: HttpRequest) -> HttpResponse:
    """Everybody in the course, a page at a time; ``?state=removed`` lists who was removed."""
    course = request.course
    chosen = PeopleFilter.from_query(request.GET)
    page, rows = selectors.people_page(course, chosen, request.GET.get("page", ""))
    removed = selectors.former_people(course)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "rows": rows,
        "chosen": chosen,
        "query": query.urlencode(),
        "roles": Role.choices,
        "sections": list(course.sections.all()),
        "items": items_of(course).count(),
        "chapters": len(chapters_of(course)),
        "removed": list(removed[: selectors.PER_PAGE]),
        "removed_count": removed.count(),
        "invited_count": Invitation.objects.filter(course=course).count(),
    }
    return render(request, "roster/people.html", context)


@manages_people
def add(request: HttpRequest) -> HttpResponse:
    """One person more, by username or address."""
    form = AddForm(request.POST if request.method == "POST" else None, course=request.course)
    if request.method == "POST" and form.is_valid():
        try:
            sentence = add_person(
                course=request.course,
                login=form.cleaned_data["login"],
                account=form.account,
                role=form.cleaned_data["role"],
                sections=form.chosen_sections(),
                by=request.user,
            )
            messages.success(request, sentence)
            return redirect("people", request.course.slug)
        except services.RosterRefused as refusal:
            form.add_error("login", str(refusal))
    status = 422 if form.is_bound else 200
    return render(request, "roster/add.html", {"form": form}, status=status)


@manages_people
def person(request: HttpRequest, person: int) -> HttpResponse:
    """A person's role and sections, and what was changed about them so far."""
    shown = selectors.enrollment_or_404(request.course, person)
    initial = {"role": shown.role, "sections": shown.sections.all()}
    posted = request.POST if request.method == "POST" else None
    form = PartForm(posted, course=request.course, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_enrollment(
                enrollment=shown,
                role=form.cleaned_data["role"],
                sections=form.chosen_sections(),
                by=request.user,
            )
            messages.success(request, _("Saved."))
            return redirect("person", request.course.slug, person)
        except services.RosterRefused as refusal:
            form.add_error("role", str(refusal))
    status = 422 if form.is_bound else 200
    return render(request, "roster/person.html", _person_context(shown, form), status=status)


def _person_context(shown: Enrollment, form: PartForm) -> dict[str, Any]:
    (row,) = selectors.persons(shown.course, [shown])
    changes = RosterChange.objects.filter(course=shown.course, user=shown.user)
    return {
        "person": row,
        "user_shown": shown.user,
        "form": form,
        "changes": changes.select_related("by"),
        "items": items_of(shown.course).count(),
        "chapters": len(chapters_of(shown.course)),
    }


@manages_people
def remove(request: HttpRequest, person: int) -> HttpResponse:
    """Asks first; a POST removes. Nothing is deleted."""
    shown = selectors.enrollment_or_404(request.course, person)
    refusal = services.last_manager_refusal(shown)
    try:
        if request.method == "POST":
            services.remove(enrollment=shown, by=request.user)
            text = _("%(person)s is no longer in the course. All work is kept.")
            messages.success(request, text % {"person": shown.user.display_name})
            own = shown.user_id == request.user.pk
            return redirect("home") if own else redirect("people", request.course.slug)
    except services.RosterRefused as error:
        refusal = str(error)
    context = {"user_shown": shown.user, "refusal": refusal}
    status = 409 if refusal and request.method == "POST" else 200
    return render(request, "roster/remove.html", context, status=status)


@require_POST
@manages_people
def restore(request: HttpRequest, person: int) -> HttpResponse:
    """Takes a person back, as they were."""
    former = selectors.former_or_404(request.course, person)
    services.restore(former=former, by=request.user)
    text = _("%(person)s was restored to the course, with all earlier work.")
    messages.success(request, text % {"person": former.user.display_name})
    return redirect("person", request.course.slug, person)
