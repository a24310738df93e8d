"""What can go wrong in the ledger, as errors a caller can tell apart."""

# insufficient_privilege
FORBIDDEN = "42501"


class LedgerError(Exception):
    """Root of the ledger's errors."""


class ServerFailed(LedgerError):
    """PostgreSQL could not be prepared, started or stopped; the message holds the last lines of its log."""


class ServerTooOld(LedgerError):
    """The database at PAYUNG_DATABASE_URL is older than PostgreSQL 18."""


class KeyFileFaulty(LedgerError):
    """The key file cannot be read, is open to other users, or does not hold what it must."""


class CannotOpen(LedgerError):
    """A protected value does not open: wrong key, wrong place, or altered bytes."""


class LoadFailed(LedgerError):
    """Nothing was loaded: a table is missing or does not have the declared columns. Yesterday's rows still stand."""


class OutOfScope(LedgerError):
    """The account has no scope, so that it may not read personal rows."""


class Conflict(LedgerError):
    """The id or code was used before with other content; nothing was entered."""


class BooksIncomplete(LedgerError):
    """Money of a statement has no account to be posted to; nothing of the statement was entered."""


class StillBlocked(LedgerError):
    """A matter is not closed while its people are blocked; it can be waived with a cause and an end."""


def constraint_of(error: Exception) -> str:
    """The constraint or trigger by which the database refused a row, '' where it was something else."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""


def is_forbidden(error: Exception) -> bool:
    """Whether the database refused because the row lies outside of the writer's scope (or a right is missing)."""
    return getattr(error.__cause__, "sqlstate", None) == FORBIDDEN
