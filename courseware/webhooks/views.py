"""The page of a course's webhooks."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue
from courseware.outgoing import NotSent
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.webhooks import services
from courseware.webhooks.forms import WebhookForm
from courseware.webhooks.models import Webhook


@never_cache
@permission_required(Permission.EXPORT)
def webhooks(request: HttpRequest) -> HttpResponse:
    """Lists them; a POST adds one and shows its secret, this once."""
    form = WebhookForm(request.POST if request.method == "POST" else None)
    added, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        url = form.cleaned_data["url"]
        try:
            added = services.add_webhook(course=request.course, url=url, by=request.user)
            form, status = WebhookForm(), 200
        except NotSent as error:
            form.add_error("url", str(error))
        except services.TooManyWebhooks:
            sentence = _("This course has %(most)d webhooks. Remove one that is no longer used.")
            form.add_error(None, sentence % {"most": services.MOST})
    context = {
        "form": form,
        "added": added,
        "webhooks": Webhook.objects.filter(course=request.course),
    }
    return render(request, "webhooks/list.html", context, status=status)


@require_POST
@permission_required(Permission.EXPORT)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends a test, tries again, or removes, by the button that was pressed."""
    webhook = Webhook.objects.filter(course=request.course, pk=pk).first()
    if webhook is None:
        raise Http404(_("There is no such webhook. It may have been removed."))
    if "test" in request.POST:
        enqueue(services.TEST, pk, lane=Lane.BACKGROUND)
        sentence = _("A test is being sent. Reload the page to see whether it was delivered.")
        messages.success(request, sentence)
    elif "resume" in request.POST:
        services.resume(course=request.course, pk=pk)
        messages.success(request, _("Delivery will be retried."))
    elif "remove" in request.POST:
        services.remove_webhook(course=request.course, pk=pk)
        messages.success(request, _("The webhook was removed."))
    return redirect("webhooks", request.course.slug)
