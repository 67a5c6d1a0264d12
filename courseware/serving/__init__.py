"""How requests reach Django: connections with limits, whole requests, turns."""
