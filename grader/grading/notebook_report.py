"""What a report says of the parts of a notebook that were left out."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from grader.judging.notebook_cells import LoadableSource
from grader.results.cause import Cause
from grader.results.report import Report
from grader.results.verdicts import Verdict


def with_skipped_cells(report: Report, loadable: LoadableSource, source: str | bytes) -> Report:
    """The report of what was left of a notebook, with what was left out and why.

    Args:
        report: of ``loadable.source``.
        loadable: what was left of the notebook.
        source: the notebook as it was handed in, which the receipt names.
    """
    missing = {
        case.name: why
        for case in report.cases
        if case.verdict is Verdict.no_such_function and (why := loadable.why_missing(case.function))
    }
    data = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    return replace(
        report,
        cases=[
            replace(case, hint=missing[case.name], detail="") if case.name in missing else case
            for case in report.cases
        ],
        causes=[_explained(cause, missing) for cause in report.causes],
        skipped=tuple(loadable.notes()),
        receipt={**report.receipt, "code": hashlib.sha256(data).hexdigest()},
    )


def _explained(cause: Cause, missing: dict[str, str]) -> Cause:
    reasons = {missing.get(case, "") for case in cause.cases}
    return replace(cause, sentence=reasons.pop()) if len(reasons) == 1 and all(reasons) else cause
