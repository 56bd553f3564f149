"""A broadcast before ten thousand screens, all on one machine."""
