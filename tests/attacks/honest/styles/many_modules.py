"""Imports and uses half of the standard library."""

import bisect
import collections
import copy
import decimal
import fractions
import functools
import heapq
import itertools
import json
import math
import operator
import random
import re
import statistics
import string
import textwrap
import typing

assert bisect.bisect([1, 2, 3], 2) == 2 and heapq.nsmallest(1, [2, 1]) == [1]
assert re.match(r"[a-z]+", string.ascii_lowercase) and math.isclose(statistics.mean([1, 3]), 2)
assert json.loads(json.dumps({"a": 1})) == {"a": 1} and textwrap.dedent(" a") == "a"
assert fractions.Fraction(1, 2) == decimal.Decimal("0.5") and random.random() < 1
COUNTS = collections.Counter("abca")
CHAINED = list(itertools.chain([1], [2]))
ANY = typing.Any


def styled(function):
    call = functools.partial(function)
    keep = operator.itemgetter(0)
    return lambda *args, **kwargs: keep([call(*copy.copy(args), **kwargs)])
