"""Precision, recall and average precision."""

import numpy as np


def pr_curve(labels, scores):
    """(precision, recall, thresholds), thresholds falling, one entry a distinct score."""
    raise NotImplementedError("pr_curve is still to be written")


def average_precision(labels, scores):
    """The sum over steps of what recall gains, times the precision there."""
    raise NotImplementedError("average_precision is still to be written")
