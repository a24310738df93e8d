"""With which code does a SNAP BI call end?

A response code is HTTP status, number of the service, number of the case: 4012500 is a payment notification (25) whose
caller is not authorised (401, 00).
"""

from enum import Enum, StrEnum


class Service(StrEnum):
    """Numbers of the services that a bank calls here."""

    TOKEN = "73"
    INQUIRY = "24"
    PAYMENT = "25"
    QRIS = "52"


class Case(Enum):
    """HTTP status, number of the case, and its message; `{}` takes the field or cause."""

    SUCCESS = (200, "00", "Successful")
    BAD_REQUEST = (400, "00", "Bad Request. {}")
    INVALID_FIELD = (400, "01", "Invalid Field Format {}")
    MISSING_FIELD = (400, "02", "Missing Mandatory Field {}")
    UNAUTHORIZED = (401, "00", "Unauthorized. {}")
    INVALID_TOKEN = (401, "01", "Invalid Token (B2B)")
    NOT_FOUND = (404, "12", "Invalid Bill/Virtual Account [Not Found]")
    INVALID_AMOUNT = (404, "13", "Invalid Amount")
    PAID = (404, "14", "Paid Bill")
    INCONSISTENT = (404, "18", "Inconsistent Request")
    CLOSED = (404, "19", "Invalid Bill/Virtual Account")
    NOT_SUPPORTED = (405, "00", "Requested Function Is Not Supported")
    CONFLICT = (409, "00", "Conflict")
    GENERAL_ERROR = (500, "00", "General Error")
    TIMEOUT = (504, "00", "Timeout")

    @property
    def status(self) -> int:
        """The HTTP status."""
        return int(self.value[0])

    def code(self, service: Service) -> str:
        """The seven digits: 4042512 for an unknown account in a payment notification."""
        return f"{self.value[0]}{service.value}{self.value[1]}"

    def message(self, detail: str = "") -> str:
        """The words beside the code."""
        return str(self.value[2]).format(detail).strip()


class Refused(Exception):
    """The call is refused; the service's one door turns it into a response."""

    def __init__(self, case: Case, detail: str = "") -> None:
        super().__init__(case.message(detail))
        self.case = case
        self.detail = detail
