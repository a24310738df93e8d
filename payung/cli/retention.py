"""Where do the answers about retention lie, and how are they ready before anybody asks?"""

from pathlib import Path

from payung.follow.public import kept_retention, kept_waves
from payung.ledger.public import system_scope

# Where the page keeps them too.
RETENTION = Path("plan") / "retention"


def keep_retention(data: Path) -> None:
    """Reckon the nation's retention and the wave of the load in force, where they are not kept yet."""
    with system_scope():
        kept_retention(data / RETENTION)
        kept_waves(data / RETENTION)
