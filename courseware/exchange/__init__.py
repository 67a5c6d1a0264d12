"""Grades and work of a course in files: exports for spreadsheets and other systems, and imports."""
