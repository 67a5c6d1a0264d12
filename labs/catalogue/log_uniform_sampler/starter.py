"""The log-uniform sampler of classes."""

import numpy as np


def log_uniform_prob(k, R):
    """The probability of each class of the integer array k."""
    raise NotImplementedError("log_uniform_prob is still to be written")


def log_uniform_sample(u, R):
    """The classes, int64, that belong to uniform draws u."""
    raise NotImplementedError("log_uniform_sample is still to be written")


def sample_unique(seed, S, R):
    """S distinct classes in the order of their first draw, and the number of draws."""
    raise NotImplementedError("sample_unique is still to be written")


def expected_count(p, S, tries):
    """How often a class of probability p is expected among S candidates."""
    raise NotImplementedError("expected_count is still to be written")
