"""Files from outside (promise 9): dry run, errors in words, idempotent, undo, streamed, limits.

A room declares importers in its `imports.py`; see `importer.Importer`.
"""
