"""What the addresses of files in core name."""

from ..addresses import Sample
from .rows import both, first

FILE = first("core.ImportRun", service_id__isnull=False)
KIND_OF_FILE: Sample = lambda: ["events.past_sessions"]  # noqa: E731

SAMPLES: dict[str, Sample] = {
    "core:send_file": KIND_OF_FILE,
    "core:example_file": KIND_OF_FILE,
    "core:file": FILE,
    "core:file_columns": FILE,
    "core:begin_file": FILE,
    "core:undo_file": FILE,
    "core:put_file_away": FILE,
    "core:file_findings": FILE,
    "core:file_original": FILE,
    "core:file_aside": both(FILE, lambda: ["leavers"]),
}
