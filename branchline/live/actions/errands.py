"""What actions leave to the worker."""

from datetime import timedelta

from branchline.core.jobs import Errand

LAY_OUT = Errand("branchline.live.jobs.lay_out_replay")
PUT_AWAY = Errand("branchline.live.jobs.put_stream_away")
SEEN_OUT = timedelta(minutes=15)
"""For so long after the end whoever is behind can watch on."""
