"""The page of one cell: a student's work on an item, why the score is what it is, its history."""
