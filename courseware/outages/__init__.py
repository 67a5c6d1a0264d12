"""Outages of the site, found in its own record, and the minutes that students get back for them."""
