"""The checker, for whoever wants to work a queue out again."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse

from branchline.core.pages import machine

from . import checker


@machine
def queue_checker(request: HttpRequest) -> HttpResponse:
    """One file of Python that needs nothing else."""
    response = HttpResponse(Path(checker.__file__).read_bytes(), content_type="text/x-python")
    response.headers["Content-Disposition"] = 'attachment; filename="check-queue.py"'
    return response
