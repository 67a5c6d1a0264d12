"""One module for each figure, found by its name. What starts with _ is shared by several."""
