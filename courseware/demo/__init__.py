"""A class of made-up students, so that a new site has something to show."""
