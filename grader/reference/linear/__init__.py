"""Linear models and sparse solvers."""
