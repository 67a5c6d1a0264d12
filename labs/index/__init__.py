"""The page that lists a course's labs: as a map of what builds on what, and as a list to filter."""
