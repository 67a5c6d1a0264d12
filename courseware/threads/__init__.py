"""Questions for the staff about a question, a result or a score, kept where they were asked."""
