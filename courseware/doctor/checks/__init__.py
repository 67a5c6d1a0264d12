"""The checks of the site, one module for each group; further modules follow."""

ORDER = ("settings", "files", "versions", "database", "broker", "cache", "mail", "sandbox", "parts")
