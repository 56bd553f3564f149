"""Branchline: the engagement platform for public library services."""

__version__ = "0.1.0"
