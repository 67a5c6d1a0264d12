"""The checks, one module each. A new check is a file with a `grader.verification.check.Check`."""
