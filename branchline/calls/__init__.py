"""Friendly phone calls: whom to ring, who rings them, what was heard, and what came of it."""
