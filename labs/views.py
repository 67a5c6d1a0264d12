"""Pages of labs. The lab's own page; a run of it; one submission in its several forms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from courseware.items.models import Item
from courseware.items.selectors import item_or_404, window_of
from courseware.people.policy import instructor_required, member_required
from courseware.ui.data_errors import handle_data_errors
from labs import pages, selectors, services, stream
from labs.forms import RunForm
from labs.models import Purpose, Submission
from labs.posted import Posted, posted, uploaded_file
from labs.refusals import Refused


@require_safe
@member_required
@handle_data_errors
def lab(request: HttpRequest, slug: str) -> HttpResponse:
    item = item_or_404(request.course, "lab", slug)
    window = window_of(item, request.user)
    if (sentence := pages.not_open(window)) and not request.manages:
        return _not_open(request, item, sentence)
    page = pages.lab_page(item, request.user, window, shown=request.GET.get("show", ""))
    return render(request, "labs/lab.html", page)


@require_POST
@member_required
def run(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes code for grading or for a trial; the page then shows what becomes of it."""
    item = item_or_404(request.course, "lab", slug)
    sent = posted(request)
    try:
        given, chosen = RunForm(request.POST).given(), sent.chosen()
        submission = services.submit_code(
            item=item, user=request.user, code=chosen.code, file_name=chosen.name, **given
        )
    except Refused as refusal:
        return _refused(request, item, sent, refusal)
    shown = f"{item.get_absolute_url()}?show={submission.pk}#result"
    if not request.htmx:
        return redirect(shown)
    if sent.brought_file:  # the editor holds other code than what is graded: a new page
        return HttpResponseClientRedirect(shown)
    panel = pages.outcome_panel(item, request.user, submission)
    return render(request, "labs/panel.html", {"item": item, **panel})


@require_POST
@member_required
def file(request: HttpRequest, slug: str) -> JsonResponse:
    """The code of a file, for the editor. Nothing is stored."""
    item_or_404(request.course, "lab", slug)
    try:
        uploaded = uploaded_file(request)
        if uploaded is None:
            raise Refused("No file came. Choose a Python file (.py) or a notebook (.ipynb).")
        services.check_code(uploaded.code)
    except Refused as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=refusal.status)
    found = {"name": uploaded.name, "code": uploaded.code}
    return JsonResponse({**found, "lines": uploaded.lines, "digest": uploaded.digest})


def _refused(request: HttpRequest, item: Item, sent: Posted, refusal: Refused) -> HttpResponse:
    """The sentence, with everything that came still on the page."""
    if request.htmx and not sent.brought_file:
        context = {"item": item, "refusal": refusal.sentence}
        answer = render(request, "labs/refusal.html", context, status=refusal.status)
        answer["HX-Reswap"] = "none"  # the editor and the result of the last run stay
        return answer
    window = window_of(item, request.user)
    if (sentence := pages.not_open(window)) and not request.manages:
        return _not_open(request, item, sentence, sent)
    page = pages.lab_page(item, request.user, window, refusal=refusal.sentence, posted=sent)
    graded = request.POST.get("purpose") != Purpose.TRIAL and not page["closed"]
    page["purpose"] = Purpose.GRADED if graded else Purpose.TRIAL
    answer = render(request, "labs/lab.html", page, status=refusal.status)
    return _whole_page(answer) if request.htmx else answer


def _whole_page(answer: HttpResponse) -> HttpResponse:
    answer["HX-Retarget"], answer["HX-Reswap"] = "body", "innerHTML show:window:top"
    return answer


def _not_open(
    request: HttpRequest, item: Item, sentence: str, sent: Posted | None = None
) -> HttpResponse:
    context = {"item": item, "sentence": sentence, "sent": sent and sent.pieces()}
    answer = render(request, "labs/not_open.html", context, status=403)
    return _whole_page(answer) if request.htmx else answer


@require_safe
@member_required
@handle_data_errors
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything the person has run on this lab; the lab page asks for its part of it."""
    item = item_or_404(request.course, "lab", slug)
    if request.htmx:
        context = {"item": item, **pages.recent_history(item, request.user)}
        return render(request, "labs/history_list.html", context)
    context = {
        "item": item,
        "history": selectors.history(item, request.user),
        "counting": selectors.counting(item, request.user),
    }
    return render(request, "labs/history.html", context)


@require_safe
@member_required
@handle_data_errors
def submission(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = _submission(request, slug, pk)
    context = {"submission": shown, "item": shown.item, "outcome": pages.outcome_of(shown)}
    return render(request, "labs/submission.html", context)


@require_safe
@never_cache
@member_required
@handle_data_errors
def result(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The result panel alone, for pages that read it again."""
    shown = _submission(request, slug, pk)
    context = {"outcome": pages.outcome_of(shown), "item": shown.item}
    return render(request, "labs/result.html", context)


@require_safe
@member_required
def events(request: HttpRequest, slug: str, pk: int) -> StreamingHttpResponse:
    """Says whenever the result panel is worth reading again."""
    _submission(request, slug, pk)
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return StreamingHttpResponse(
        stream.updates(pk, request.user.pk), content_type="text/event-stream", headers=headers
    )


@require_safe
@member_required
def code(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The code as a file. Its name is made of our words alone."""
    shown = _submission(request, slug, pk)
    name = f"{shown.item.slug}-{shown.pk}.py"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(shown.code, content_type="text/x-python; charset=utf-8", headers=headers)


@require_POST
@instructor_required
def regrade(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = _submission(request, slug, pk)
    services.regrade(submissions=[shown])
    return redirect(shown)


def _submission(request: HttpRequest, slug: str, pk: int) -> Submission:
    return selectors.submission_or_404(
        course=request.course, slug=slug, pk=pk, viewer=request.user, manages=request.manages
    )
