"""All rules of all variants, and their cases in the order of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.lab.arguments import Declaration, Variant
from grader.lab.cases import Call, Case, Raises
from grader.lab.model import Function
from grader.lab.rules.dtypes import dtype_rules, single
from grader.lab.rules.layouts import layout_rules
from grader.lab.rules.refusals import refusal_rules
from grader.lab.rules.rule import Calls, Rule, Values, ordinary_sizes
from grader.lab.rules.shapes import shape_rules
from grader.lab.rules.values import value_rules
from grader.lab.scenarios import steps
from grader.messages import message


def rule_cases(
    declarations: Sequence[Declaration],
    functions: Sequence[Function],
    rng: np.random.Generator,
    weigh: Callable[[int], float] = lambda rules: 1.0,
) -> list[Case]:
    """The cases of all rules, those of a rule one after the other, on inputs that ``rng`` draws.

    Args:
        declarations: of the lab's ``ARGUMENTS``.
        functions: of the lab.
        rng: draws the inputs; it is advanced.
        weigh: gives the weight of each case, from the number of rules.
    """
    by_name = {function.name: function for function in functions}
    drawn: dict[str, list[_Drawn]] = {}
    turns: Counter[tuple[str, str]] = Counter()
    for declaration in declarations:
        for variant in declaration.variants():
            for rule, name, inputs in _calls(variant, by_name[variant.function], rng, turns):
                drawn.setdefault(rule.title, []).append((rule, name, inputs))
    weight = weigh(len(drawn))
    return [_case(entry, weight) for group in drawn.values() for entry in _named_apart(group)]


def ordinary_cases(
    declaration: Declaration, functions: Sequence[Function], rng: np.random.Generator
) -> Iterator[Case]:
    """A call with ordinary values for every variant, which no rule is about."""
    for variant in declaration.variants():
        function = next(f for f in functions if f.name == variant.function)
        values = variant.draw(rng, ordinary_sizes(variant))
        inputs = _judged(declaration, call_of(function, values))
        expects = Raises(declaration.raises) if declaration.raises else None
        yield Case(f"Ordinary values: {variant.place}", inputs, "", expects=expects)


def rules_of(variant: Variant, function: Function) -> Iterator[Rule]:
    """The rules that a declaration asks of one function with one word of each choice."""
    if variant.declaration.raises is not None:
        yield _always_raises(variant, variant.declaration.raises)
        return
    yield from dtype_rules(variant)
    yield from shape_rules(variant)
    yield from layout_rules(variant)
    yield from value_rules(variant, function.defaults)
    yield from refusal_rules(variant)


_Drawn = tuple[Rule, str, Call]
"""A rule, and the name and the inputs of one of its cases."""


def _calls(
    variant: Variant,
    function: Function,
    rng: np.random.Generator,
    turns: Counter[tuple[str, str]],
) -> Iterator[_Drawn]:
    """``turns`` counts the variants that a rule has had, by function and title."""
    place = variant.place
    for rule in rules_of(variant, function):
        turn = turns[function.name, rule.title]
        turns[function.name, rule.title] += 1
        for word, values in rule.asked(rng, turn):
            inputs = _judged(variant.declaration, call_of(function, values))
            yield rule, f"{rule.title}: {place}, {word}", inputs


def _case(drawn: _Drawn, weight: float) -> Case:
    rule, name, inputs = drawn
    expects = Raises(rule.expects) if rule.expects else None
    return Case(name, inputs, rule.hint, weight, expects=expects, rule=rule.title)


def call_of(function: Function, values: Mapping[str, Any]) -> Call:
    """The call with these values: by position, and by name where there is a default or a gap."""
    args: list[Any] = []
    names = list(function.positional)
    for name in names:
        if name not in values or name in function.defaults:
            break
        args.append(values[name])
    order = [*function.parameters, *(n for n in values if n not in function.parameters)]
    kwargs = {name: values[name] for name in order if name in values}
    return Call(
        function.name, tuple(args), {n: v for n, v in kwargs.items() if n not in names[: len(args)]}
    )


def _judged(declaration: Declaration, inputs: Call) -> Call:
    """The call, as a scenario of one where only a part of its answer is judged."""
    return inputs if declaration.judged is None else steps(inputs, judged=declaration.judged)


def _always_raises(variant: Variant, exception: type[Exception]) -> Rule:
    def calls(rng: np.random.Generator) -> Calls:
        values: Values = variant.draw(rng, ordinary_sizes(variant))
        yield "as usual", values
        yield "float32", single(variant, values)

    error = exception.__name__
    hint = message("{place} always raises {error}.", place=variant.place, error=error)
    return Rule(f"Raises {error}", hint, calls, exception)


def _named_apart(group: Iterable[_Drawn]) -> Iterator[_Drawn]:
    """The cases, a number behind names that come again."""
    seen: dict[str, int] = {}
    for rule, name, inputs in group:
        seen[name] = number = seen.get(name, 0) + 1
        yield rule, name if number == 1 else f"{name} ({number})", inputs
