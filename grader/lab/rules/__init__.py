"""Cases that the grader makes by itself, from what a lab declares of its arguments.

Every function and every word of a choice is called with every kind of input that the declaration
allows, and with what it refuses, one argument at a time. The cases of one rule, such as
"float32 in, float32 out", are one row of a report, and right together or not at all.
"""

from grader.lab.rules.generation import ordinary_cases, rule_cases, rules_of

__all__ = ["ordinary_cases", "rule_cases", "rules_of"]
