"""Trying a lab without an account: its visible cases only."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courseware.items.models import Item
from courseware.items.public import count_trial, limit_sentence, public_item_or_404
from courseware.people.throttle import TooManyAttempts
from courseware.ui.data_errors import handle_data_errors
from labs.models import PublicRun
from labs.submissions.refusals import SubmissionRefused
from labs.submissions.storable import make_storable
from labs.trials import services
from labs.trials.page import run_context, trial_page


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@handle_data_errors
def trial(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    """The lab with its starter code; code that is sent is run, and has a page of its own."""
    item = public_item_or_404(course, "lab", slug)
    if request.method != "POST":
        return render(request, "labs/trial.html", trial_page(item))
    code = request.POST.get("code", "")
    try:
        prepared = services.prepare(code)
        count_trial(request, "public runs", per_hour=settings.PUBLIC_RUNS_PER_ADDRESS)
        run = services.start(item=item, code=prepared)
    except TooManyAttempts as error:  # the middleware adds when to come again
        return _refused(request, item, code, limit_sentence(error), 429)
    except services.TooManyTrials as refusal:
        request.retry_after = refusal.seconds
        return _refused(request, item, code, refusal.sentence, refusal.status)
    except SubmissionRefused as refusal:
        return _refused(request, item, code, refusal.sentence, refusal.status)
    address = reverse("labs:try-run", args=[course, slug, run.secret])
    return redirect(f"{address}#result")


@require_safe
@never_cache
@handle_data_errors
def result(request: HttpRequest, course: str, slug: str, secret: str) -> HttpResponse:
    """What came of a run; a page that waits asks for that part alone."""
    item = public_item_or_404(course, "lab", slug)
    run = get_object_or_404(PublicRun, secret=secret, revision__item=item)
    if request.htmx:
        return render(request, "labs/trial_result.html", run_context(item, run))
    return render(request, "labs/trial.html", trial_page(item, code=run.code, run=run))


def _refused(
    request: HttpRequest, item: Item, code: str, sentence: str, status: int
) -> HttpResponse:
    """The sentence, with the code still on the page."""
    page = trial_page(item, code=make_storable(code), refusal=sentence)
    return render(request, "labs/trial.html", page, status=status)
