"""Reports and lists as text for a terminal; nothing of a submission reaches it unescaped."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import indent, wrap

from grader.lab import Lab
from grader.mutation_testing import MutationResult
from grader.results.report import CaseResult, Performance, Report
from grader.results.verdicts import Verdict
from grader.values.formatting import printable

WIDTH = 96
_MARKS = {True: "ok  ", False: "FAIL"}


def report_text(report: Report) -> str:
    """Verdict line, case table, the failing visible case that says most, and the timing."""
    return printable("\n".join(_report_lines(report)))


def _report_lines(report: Report) -> list[str]:
    passed = sum(case.passed for case in report.cases)
    counted = f"{passed} of {len(report.cases)} cases pass" if report.cases else "no case was run"
    lines = [f"{report.number} {report.title}", f"{report.verdict.words} · {counted}"]
    lines += wrap(report.sentence, WIDTH)
    if report.load is not None and (report.load.traceback or report.load.detail):
        lines += ["", *_indented(report.load.detail), *_indented(report.load.traceback)]
    lines += ["", *map(_case_line, report.cases)]
    shown = next((case for case in report.cases if case.visible and _failed(case)), None)
    if shown is not None:
        lines += ["", *_case_lines(shown)]
    lines += _more_lines(report)
    if report.performance is not None:
        lines += ["", _timing(report.performance)]
    if report.score is not None:
        lines += ["", f"Score {report.score:g} of 100"]
    return lines


def _more_lines(report: Report) -> list[str]:
    """The smallest input that fails, what its gradient says, and how time grows."""
    lines, smallest = [], report.more.get("smallest")
    if smallest is not None:
        lines += ["", "The smallest input found that fails:"]
        for value in smallest["input"]:
            lines += _labelled(value["name"], value["text"])
        lines += _labelled("expected", smallest["expected"]) + _labelled("got", smallest["got"])
    for name in ("gradient", "scaling"):
        fact = report.more.get(name)
        lines += ["", *wrap(fact["sentence"], WIDTH)] if fact else []
    return lines


def _failed(case: CaseResult) -> bool:
    return not case.passed and case.verdict is not Verdict.not_run


def _case_line(case: CaseResult) -> str:
    kind = "" if case.visible else " (hidden)"
    line = f"  {_MARKS[case.passed]}  {case.name}{kind}"
    return line if case.passed else f"{line}: {case.verdict.words}"


def _case_lines(case: CaseResult) -> list[str]:
    lines = [f"{case.name}:"]
    for name, text in case.input:
        lines += _labelled(name, text)
    lines += _labelled("expected", case.expected)
    lines += _labelled("got", case.got)
    if case.detail and case.detail not in case.got:
        lines += _labelled("fact", case.detail)
    if case.worst is not None:
        place = f" at {list(case.worst.index)}" if case.worst.index else ""
        error = f", off by {case.worst.error}" if case.worst.error else ""
        lines.append(f"  worst{place}: expected {case.worst.expected}, got {case.worst.got}{error}")
        lines.append(f"  {case.worst.differing} of {case.worst.entries} entries differ")
    lines += _labelled("trace", case.traceback) + _labelled("printed", case.output)
    return lines


def _labelled(label: str, text: str) -> list[str]:
    if not text:
        return []
    first, *others = text.splitlines() or [""]
    return [f"  {label + ':':<10}{first}", *(" " * 12 + line for line in others)]


def _indented(text: str) -> list[str]:
    return indent(text, "  ").splitlines()


def _timing(performance: Performance) -> str:
    found = (
        f"{performance.ratio:.3g}x the reference's time "
        f"({performance.low:.3g} to {performance.high:.3g}, {performance.pairs} pairs) "
        f"-> {performance.score:.0%} of the points for speed"
    )
    return f"{found}\n{performance.note}" if performance.note else found


def mutants_text(lab: Lab, found: MutationResult) -> str:
    """How many mutants the cases catch, and each that they let through."""
    total = found.killed + len(found.survivors)
    lines = [f"{lab.number} {lab.title}: {found.killed} of {total} mutants caught"]
    lines[0] += f" ({found.share:.1%}); {found.alike} more give the reference's answers."
    for one in found.survivors:
        lines += [f"  let through: {one.place}: {one.words}", f"      seen by {one.call}"]
    return "\n".join(lines)


def labs_text(labs: Sequence[Lab]) -> str:
    """One lab after the other: number, slug, title and functions."""
    lines = []
    for lab in labs:
        lines.append(f"{lab.number}  {lab.slug}  {lab.title} ({lab.minutes} min)")
        lines += [f"      {function.signature}  {function.does}" for function in lab.functions]
    return printable("\n".join(lines) or "There are no labs.")
