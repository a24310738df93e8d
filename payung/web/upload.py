"""How large may what is sent to a page be? A request that says it is larger is refused before a byte of it is kept."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# The largest list that a page takes is far smaller; each page has a limit of its own besides.
REQUEST_BYTES_MAX = 100_000_000


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
        """Raises RequestDataTooBig, which is answered with 400, for a request that declares more than the limit."""
        if content_length > REQUEST_BYTES_MAX:
            raise RequestDataTooBig(f"a request of {content_length} bytes; {REQUEST_BYTES_MAX} are taken")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """The data go on to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler holds the file."""
