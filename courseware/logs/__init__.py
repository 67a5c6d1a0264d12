"""What a line of a log says about the request, the task and the submission that it is about."""
