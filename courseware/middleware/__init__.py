"""Middleware, and what it answers instead of a page."""
