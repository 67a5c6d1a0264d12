"""The whole of a grading, and grading again from a report."""
