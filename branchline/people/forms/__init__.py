"""Forms of the room people: the shape of input only."""
