"""The operator's page of grading hosts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from courseware.grading_hosts import services
from courseware.grading_hosts.models import GradingHost
from courseware.grading_hosts.selectors import current_baseline, hosts_with_standing
from courseware.grading_hosts.standing import ratios_of
from courseware.people.operators import operator_required
from grader.calibration.agreement import quotient


@operator_required
def hosts(request: HttpRequest) -> HttpResponse:
    """Lists them. A POST does what a button says."""
    if request.method == "POST":
        _act(request)
        return redirect("grading-hosts")
    baseline = current_baseline()
    rows = []
    for host, standing in hosts_with_standing():
        is_baseline = baseline is not None and (host.name, host.boot) == (
            baseline.name,
            baseline.boot,
        )
        rows.append(
            {
                "host": host,
                "standing": standing,
                "is_baseline": is_baseline,
                "pairs": _pairs(host.ratios, baseline.ratios if baseline else {}),
            }
        )
    shown = {"rows": rows, "baseline": baseline, "tolerance": settings.SPEED_TOLERANCE}
    return render(request, "grading_hosts/hosts.html", shown)


def _pairs(stored: Mapping[str, object], against: Mapping[str, object]) -> list[dict[str, object]]:
    """Each pair with its ratio, and the quotient to the baseline where that has it."""
    other = ratios_of(against)
    return [
        {
            "name": name,
            "found": found,
            "quotient": quotient(found, other[name]) if name in other else None,
        }
        for name, found in ratios_of(stored).items()
    ]


def _act(request: HttpRequest) -> None:
    for name, (act, words) in _ACTIONS.items():
        key = request.POST.get(name, "")
        host = GradingHost.objects.filter(pk=key).first() if key.isdecimal() else None
        if host is not None and (name != "baseline" or host.ratios):
            act(host)
            messages.success(request, words())


_ACTIONS: dict[str, tuple[Callable[[GradingHost], None], Callable[[], str]]] = {
    "baseline": (services.designate, lambda: _("All hosts are compared with this host now.")),
    "again": (services.ask_again, lambda: _("The host will be calibrated again in a moment.")),
    "forget": (services.forget, lambda: _("The host was removed from the list.")),
}
