"""What machines fetch: kept for a while by whoever fetched it, and not sent twice while it is the same."""

import hashlib
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

FOR_A_QUARTER = timedelta(minutes=15)


def fetched(
    request: HttpRequest,
    content: bytes,
    *,
    media_type: str,
    keep: timedelta = FOR_A_QUARTER,
    file_name: str = "",
    links: str = "",
    shared: bool = True,
) -> HttpResponse:
    """An answer with its ETag; 304 to whoever has it already. Pages of other houses may read it too.

    `shared` False: of one person, so that only their own program keeps it. `links` are those of RFC 8288.
    """
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    same = get_conditional_response(request, etag=etag)
    if same is not None and same.status_code == 304:
        response = same
    else:
        response = HttpResponse(content, content_type=media_type)
    response.headers["ETag"] = etag
    whose = "public" if shared else "private"
    response.headers["Cache-Control"] = f"{whose}, max-age={int(keep.total_seconds())}"
    if shared:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link"
    if links:
        response.headers["Link"] = links
    if file_name:
        response.headers["Content-Disposition"] = content_disposition_header(False, file_name) or ""
    return response
