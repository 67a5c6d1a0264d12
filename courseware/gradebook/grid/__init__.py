"""The table of students and items: which part of it is wanted, and what each cell shows."""
