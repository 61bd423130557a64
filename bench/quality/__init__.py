"""How right the program is: floors that only go up, and labels made by hand."""
