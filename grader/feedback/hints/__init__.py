"""Hints that the verdict, the answer's kind or the program's text give, without a hypothesis."""
