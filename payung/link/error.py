"""What can stop linking? Each cause is an error of its own."""


class LinkError(Exception):
    """Linking cannot go on; the message says what to do."""


class RecordsMissing(LinkError):
    """There is no records table in the folder."""


class RecordsMalformed(LinkError):
    """The records table lacks declared columns, repeats a key or names a supplier that nobody declared."""
