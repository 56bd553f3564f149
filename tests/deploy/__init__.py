"""`deploy/` as an operator uses it: its own nginx, units, backup and restore."""
