"""Who acts in the demo, and at which library service."""

from branchline.core.acting import job

DEMO = job("demo")
HOME = "trafford"
