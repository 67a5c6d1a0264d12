"""`manage.py doctor`: looks at everything that the site needs, and says what to do about it."""
