"""What the site knows of the Celery workers: which are alive and how many tasks they can run."""
