"""Backups of a running site in one archive, and their restoration, all or nothing."""
