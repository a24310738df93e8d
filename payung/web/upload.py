"""How large may what is sent to a page be? A request that says it is larger is refused before a byte of it is kept."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# The largest list that a page takes is far smaller; each page has a limit of its own besides.
REQUEST_BYTES_MAX = 100_000_000
BYTES_OF_A_MB = 1_000_000


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of a request that is not taken: that it is too large (413), or that it cannot be read (400)."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", {"most": REQUEST_BYTES_MAX // BYTES_OF_A_MB}, status=413)
    return render(request, "400.html", status=400)


class SmallRequestsOnly(FileUploadHandler):
    """The first handler of every upload: lets pass what is small enough, and keeps nothing itself."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 (the name is that of the parent)
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Raises RequestDataTooBig, which is answered with 413, for a request that declares more than the limit."""
        if content_length > REQUEST_BYTES_MAX:
            raise RequestDataTooBig(f"a request of {content_length} bytes; {REQUEST_BYTES_MAX} are taken")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """The data go on to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler holds the file."""
