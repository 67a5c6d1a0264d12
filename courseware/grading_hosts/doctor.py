"""Whether the speed that hosts measure counts, for `manage.py doctor`."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from courseware.doctor.findings import Finding, check, ok, warn
from courseware.grading_hosts.models import GradingHost
from courseware.grading_hosts.selectors import hosts_with_standing
from courseware.grading_hosts.standing import Standing, Status


@check("grading hosts")
def hosts_agree() -> Iterator[Finding]:
    if not settings.SPEED_TOLERANCE:
        yield ok("comparison", "Hosts are not compared: SPEED_TOLERANCE is 0.")
        return
    found = hosts_with_standing()
    if not found:
        yield ok("comparison", "No worker has registered its host yet.")
    for host, standing in found:
        sentence = f"{_calibrated(host)} {_sentence(standing)} {host.words}."
        yield (ok if standing.counts else warn)(host.name, sentence)


def _calibrated(host: GradingHost) -> str:
    if host.calibrated_at is None:
        return "Not calibrated."
    return f"Calibrated {host.calibrated_at:%Y-%m-%d %H:%M} UTC."


def _sentence(standing: Standing) -> str:
    if standing.counts:
        return f"Its speed {standing.status.label}."
    if standing.status == Status.PENDING:
        return "Its speed results wait for its calibration, which takes seconds."
    pairs = ", ".join(f"{name} {each.value:.2f}" for name, each in standing.deviating.items())
    return (
        f"Its speed results are held: ratios differ from the baseline ({pairs} times). Other hosts "
        "measure in its place. If there are none, choose it as the baseline at /hosts/."
    )
