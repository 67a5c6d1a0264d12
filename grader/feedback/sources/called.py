"""Functions that are wrong only because they call another one of the lab's that is wrong.

Their cases are run again with a right solution in the place of the function that is called. Where
all of them pass then, the function needs nothing but that.

The solution is in one process with the submission, which may read it but has no way to say what it
reads: of this session nothing is reported but that yes or no.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from grader.feedback.evidence import Evidence, is_small
from grader.feedback.explanation import Explanation, Source, Strength
from grader.feedback.hints.exceptions import Program
from grader.judging import budget
from grader.judging.runner import Runner
from grader.lab import Scenario
from grader.lab.scenarios import call_of, references_in
from grader.messages import message
from grader.results.cause import Stage
from grader.results.verdicts import Verdict

MOST_CASES = 16
"""Of one function."""
_TRIED = (Verdict.passed, Verdict.changed_inputs, Verdict.raised)
_RIGHT = """

def _put_right():
    names = {{"__name__": "solution"}}
    exec({solution!r}, names)
    globals()[{name!r}] = names[{name!r}]


_put_right()
"""


def _explain(evidence: Evidence) -> Iterator[Explanation]:
    if not evidence.lab.solutions:
        return
    failing: dict[str, list[int]] = {}
    for n in evidence.failing:
        failing.setdefault(evidence.judgments[n].function, []).append(n)
    yield from _stopped(evidence, failing)
    calls = calls_among(evidence.program, [f.name for f in evidence.lab.functions])
    for function, numbers in failing.items():
        unexplained = [n for n in numbers if n not in evidence.explained]
        tried = [n for n in unexplained if _is_tried(evidence, n)][:MOST_CASES]
        for called in calls[function]:
            if not tried or called not in failing:
                continue
            if _are_right_with(evidence, called, tried):
                words = message(
                    "{function} calls {called}, and is right as soon as {called} is.",
                    function=function,
                    called=called,
                )
                yield Explanation(
                    SOURCE.name,
                    function,
                    words,
                    frozenset(unexplained),
                    Strength.substituted,
                    Stage.follows,
                )
                break


def _stopped(evidence: Evidence, failing: Mapping[str, list[int]]) -> Iterator[Explanation]:
    """Scenarios that stop in one function at what another one returned before.

    The second is wrong in cases of its own, and with a right one the first does not stop. Left to
    itself, the exception would be told first, and at a line that may be right.
    """
    for n in evidence.unexplained:
        stopped, earlier = _earlier_calls(evidence, n)
        for called in earlier:
            if called in failing and _is_tried(evidence, n) and _goes_on(evidence, called, n):
                words = message(
                    "{function} stops at what {called} has returned, and goes on as soon as "
                    "{called} is right.",
                    function=stopped,
                    called=called,
                )
                yield Explanation(
                    SOURCE.name,
                    stopped,
                    words,
                    frozenset({n}),
                    Strength.substituted,
                    Stage.follows,
                )
                break


def _earlier_calls(evidence: Evidence, number: int) -> tuple[str, list[str]]:
    """The function that a scenario stops in, and the others whose results it is given there."""
    judgment = evidence.judgments[number]
    scenario, raised = judgment.case.inputs, judgment.outcome.raised
    if not isinstance(scenario, Scenario) or judgment.verdict is not Verdict.raised:
        return "", []
    if judgment.case.expects or raised is None or not raised.lines:
        return "", []
    stopped = evidence.program.function_at(raised.lines[0][0])
    if stopped is None:
        return "", []
    given = [
        scenario.calls[call_of(part)].function
        for call in scenario.calls
        if call.function == stopped.name
        for part in references_in([*call.args, call.kwargs])
    ]
    return stopped.name, [name for name in dict.fromkeys(given) if name != stopped.name]


def _is_tried(evidence: Evidence, number: int) -> bool:
    judgment = evidence.judgments[number]
    return is_small(judgment) and judgment.outcome.verdict in _TRIED


def _are_right_with(evidence: Evidence, called: str, numbers: list[int]) -> bool:
    """Whether all these cases pass with a right ``called``."""
    with _runner_with(evidence, called) as runner:
        return all(evidence.passes(n, runner) for n in numbers)


def _goes_on(evidence: Evidence, called: str, number: int) -> bool:
    """Whether a case has an answer, right or wrong, with a right ``called``."""
    with _runner_with(evidence, called) as runner:
        outcome = runner.run(evidence.judgments[number].case.inputs)
    return outcome.verdict is Verdict.passed


def _runner_with(evidence: Evidence, called: str) -> Runner:
    solution = next(iter(evidence.lab.solutions.values()))
    source = "\n".join(evidence.program.lines) + _RIGHT.format(solution=solution, name=called)
    budgeted = evidence.budget.part(SOURCE.name, budget.CALLED_CALLS)
    return Runner(source, evidence.lab.limits, calls=budgeted)


def calls_among(program: Program, names: list[str]) -> Mapping[str, list[str]]:
    """Which of some functions each of them names, by itself or by way of other functions."""
    named = {
        function.name: {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
        for function in program.tree.body
        if isinstance(function, ast.FunctionDef)
    }
    reached = {}
    for name in names:
        seen, waiting = set[str](), [name]
        while waiting:
            new = named.get(waiting.pop(), set()) - seen
            seen |= new
            waiting += new
        reached[name] = [other for other in names if other in seen and other != name]
    return reached


SOURCE = Source("called", Strength.substituted, _explain)
