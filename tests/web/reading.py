"""What does a page say, without its tags?"""

import re
from html import unescape
from typing import Any


def text_of(answer: Any) -> str:
    """The words of an answer, white space in one."""
    body = answer.content.decode()
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))
