"""Labs and submissions for programs: the same services as the pages."""
