"""Reports and lists as text for a terminal; nothing of a submission reaches it unescaped."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import indent, wrap

import numpy as np

from grader.lab import Lab
from grader.lab.environment import Conditions, limit_facts, versions_sentence
from grader.lab.rules import rule_cases
from grader.mutation_testing import MutationResult
from grader.results.cause import Cause
from grader.results.report import CaseResult, Performance, Report
from grader.results.verdicts import Verdict
from grader.values.formatting import printable

WIDTH = 96
"""Of a line, in characters."""
_MARKS = {True: "ok  ", False: "FAIL"}


def report_text(report: Report) -> str:
    """A report: verdict, causes, cases, one visible case that fails, and the timing."""
    return printable("\n".join(_report_lines(report)))


def _report_lines(report: Report) -> list[str]:
    passed = sum(case.passed for case in report.cases)
    counted = f"{passed} of {len(report.cases)} cases pass" if report.cases else "no case was run"
    lines = [f"{report.number} {report.title}", f"{report.verdict.words} · {counted}"]
    lines += wrap(report.sentence, WIDTH)
    if report.load is not None and (report.load.traceback or report.load.detail):
        lines += ["", *_indented_lines(report.load.detail), *_indented_lines(report.load.traceback)]
    if report.skipped:
        lines += ["", "Left out of the notebook because it failed:"]
        lines += [f"  {note}" for note in report.skipped]
    lines += _cause_lines(report.causes)
    lines += ["", *map(_case_line, report.cases)]
    shown = _shown_case(report)
    if shown is not None:
        lines += ["", *_case_lines(shown)]
    lines += _extra_lines(report)
    for sentence in report.result.sentences if report.result is not None else ():
        lines += ["", *wrap(sentence, WIDTH)]
    if report.performance is not None:
        lines += ["", _timing_text(report.performance)]
    if report.score is not None:
        lines += ["", f"Score {report.score:g} of 100"]
    return lines


def _cause_lines(causes: Sequence[Cause]) -> list[str]:
    """The causes after the first, which the headline has told."""
    if len(causes) < 2:
        return []
    lines = ["", "Then put right, in this order:"]
    for number, cause in enumerate(causes[1:], start=2):
        count = len(cause.cases)
        text = f"{cause.sentence} ({count} case{'s' if count > 1 else ''})"
        lines += wrap(text, WIDTH, initial_indent=f"{number:>3}. ", subsequent_indent=" " * 5)
    return lines


def _shown_case(report: Report) -> CaseResult | None:
    """The visible case that shows the first cause, or else the first visible one that failed."""
    failing = [case for case in report.cases if case.visible and _failed(case)]
    first = [case for case in failing if case is report.first]
    return next(iter(first or failing), None)


def _extra_lines(report: Report) -> list[str]:
    """The smallest input that fails, what its gradient says, and how time grows."""
    lines, smallest = [], report.more.get("smallest")
    if smallest is not None:
        lines += ["", "The smallest input found that fails:"]
        for value in smallest["input"]:
            lines += _labeled_lines(value["name"], value["text"])
        lines += _labeled_lines("expected", smallest["expected"]) + _labeled_lines(
            "got", smallest["got"]
        )
    for name in ("gradient", "scaling"):
        fact = report.more.get(name)
        lines += ["", *wrap(fact["sentence"], WIDTH)] if fact else []
    return lines


def _failed(case: CaseResult) -> bool:
    return not case.passed and case.verdict is not Verdict.not_run


def _case_line(case: CaseResult) -> str:
    kind = "" if case.visible else " (rule)" if case.rule else " (hidden)"
    line = f"  {_MARKS[case.passed]}  {case.name}{kind}"
    if case.passed:
        return line
    places = f", in {'; '.join(case.places)}" if case.places else ""
    return f"{line}: {case.verdict.words}{places}"


def _case_lines(case: CaseResult) -> list[str]:
    lines = [f"{case.name}:"]
    lines += _labeled_lines("calls", "\n".join(case.calls))
    for name, text in case.input:
        lines += _labeled_lines(name, text)
    lines += _labeled_lines("expected", case.expected)
    lines += _labeled_lines("got", case.got)
    if case.detail and case.detail not in case.got:
        lines += _labeled_lines("fact", case.detail)
    if case.worst is not None:
        place = f" at {list(case.worst.index)}" if case.worst.index else ""
        error = f", off by {case.worst.error}" if case.worst.error else ""
        lines.append(f"  worst{place}: expected {case.worst.expected}, got {case.worst.got}{error}")
        lines.append(f"  {case.worst.differing} of {case.worst.entries} entries differ")
    lines += _labeled_lines("trace", case.traceback) + _labeled_lines("printed", case.output)
    return lines


def _labeled_lines(label: str, text: str) -> list[str]:
    if not text:
        return []
    first, *others = text.splitlines() or [""]
    return [f"  {label + ':':<10}{first}", *(" " * 12 + line for line in others)]


def _indented_lines(text: str) -> list[str]:
    return indent(text, "  ").splitlines()


def _timing_text(performance: Performance) -> str:
    text = (
        f"{performance.ratio:.3g}x the reference's time "
        f"({performance.low:.3g} to {performance.high:.3g}, {performance.pairs} pairs) "
        f"-> {performance.score:.0%} of the points for speed"
    )
    return f"{text}\n{performance.note}" if performance.note else text


def mutants_text(lab: Lab, result: MutationResult) -> str:
    """How many mutants the cases kill, and each that they let through."""
    total = result.killed + len(result.survivors)
    lines = [
        f"{lab.number} {lab.title}: {result.killed} of {total} mutants caught "
        f"({result.share:.1%}); {result.equivalent} more give the reference's answers."
    ]
    for survivor in result.survivors:
        lines += [
            f"  let through: {survivor.place}: {survivor.words}",
            f"      seen by {survivor.call}",
        ]
    kinds: dict[str, list[str]] = {}
    for function, parameter, kind in result.never_asked:
        kinds.setdefault(f"{function}, {parameter}", []).append(kind)
    lines += [f"  never asked: {place}: {', '.join(names)}" for place, names in kinds.items()]
    return "\n".join(lines)


def labs_text(labs: Sequence[Lab]) -> str:
    """A list of labs: number, slug, title, minutes, cases, prerequisites, functions, and how many
    solutions and mistakes each has."""
    lines = []
    for lab in labs:
        visible, hidden = lab.case_counts["visible"], lab.case_counts["hidden"]
        facts = [f"{lab.minutes} min", *([lab.difficulty] if lab.difficulty else [])]
        facts += [f"{visible} visible and {hidden} hidden cases"] if visible + hidden else []
        facts += [f"{made_count(lab)} made from its arguments"] if lab.declarations else []
        facts += [_judged_by(lab)] if lab.format != "code" else []
        facts += [f"after {', '.join(lab.needs)}"] if lab.needs else []
        lines.append(f"{lab.number}  {lab.slug}  {lab.title} ({'; '.join(facts)})")
        lines += [f"      {function.signature}  {function.does}" for function in lab.functions]
        lines.append(f"      {_programs_of(lab)}")
    return printable("\n".join([*lines, *_environment_lines(labs)]) or "There are no labs.")


def made_count(lab: Lab) -> int:
    """How many cases the grader makes from what the lab declares of its arguments."""
    return len(rule_cases(lab.declarations, lab.functions, np.random.default_rng(0)))


def _programs_of(lab: Lab) -> str:
    """``4 solutions (from fast to slow: expert and vectorised, naive), 12 mistakes``."""
    groups = [" and ".join(group) for group in lab.speed_order]
    order = f" (from fast to slow: {', '.join(groups)})" if groups else ""
    return f"{len(lab.solutions)} solutions{order}, {len(lab.mistakes)} mistakes"


def _judged_by(lab: Lab) -> str:
    return f"judged by its {lab.format}" if lab.functions else f"format {lab.format}"


def _environment_lines(labs: Sequence[Lab]) -> list[str]:
    """Where submissions run, and the limits, once for all labs that have the same."""
    lines = ["", *wrap(versions_sentence(), WIDTH)] if labs else []
    running = [lab for lab in labs if lab.functions]  # others hand in nothing that is run
    for conditions in dict.fromkeys(map(Conditions.of, running)):
        numbers = ", ".join(lab.number for lab in running if Conditions.of(lab) == conditions)
        lines += ["", f"Limits of {numbers}:"]
        facts = limit_facts(conditions)
        width = max(len(fact.label) for fact in facts) + 2
        lines += [f"  {f'{fact.label}:':<{width}}{fact.value}" for fact in facts]
    return lines
