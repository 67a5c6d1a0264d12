"""What an instructor may know of a lab: its files, and the cases that a seed draws."""
