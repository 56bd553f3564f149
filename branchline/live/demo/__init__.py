"""The demo's rhyme time that is live right now: a film of our own, sent through the same door as everybody's.

Only `branchline demo` starts it (`branchline rhyme-time`). Part of the door `demo`.
"""
