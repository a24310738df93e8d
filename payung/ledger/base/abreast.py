"""How is work on the base done by several sessions at once? Each piece in a transaction of its own, in any order."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from django.db import connection


def abreast[Piece, Done](do: Callable[[Piece], Done], pieces: Sequence[Piece], *, sessions: int = 1) -> Iterator[Done]:
    """What `do` answers for each piece, as soon as it is done.

    Within an open transaction, of which another session would see nothing, and with one session the pieces are done
    here, in their order. The first error is raised; pieces that nobody has begun are then left alone.
    """
    if sessions == 1 or connection.in_atomic_block:
        yield from map(do, pieces)
        return
    with ThreadPoolExecutor(sessions) as pool:
        waiting = [pool.submit(_alone, do, piece) for piece in pieces]
        try:
            for done in as_completed(waiting):
                yield done.result()
        finally:
            for one in waiting:
                one.cancel()


def _alone[Piece, Done](do: Callable[[Piece], Done], piece: Piece) -> Done:
    try:
        return do(piece)
    finally:
        # The thread ends without being told so; opening a connection for each piece costs little beside it.
        connection.close()
