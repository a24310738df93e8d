"""How do the pages and what runs beside them (the banks' program, workers) end together, none left behind?"""

import contextlib
import subprocess
from collections.abc import Callable, Sequence

SECONDS_TO_END = 20


def serve_beside(
    server: Sequence[str], workers: Sequence[Sequence[str]], *, between: float, look: Callable[[], object]
) -> int:
    """Run a server and what works beside it until the server ends or Ctrl+C; the server's exit code.

    A worker (the banks' program is one) that ends is started again, at most once every `between` seconds; what it does
    loses nothing by that. `look` is called as often. All have ended when this returns.
    """
    pages = subprocess.Popen(server)
    jobs = [subprocess.Popen(worker) for worker in workers]
    try:
        while pages.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                pages.wait(between)
            look()
            for place, worker in enumerate(workers):
                if jobs[place].poll() is not None and pages.poll() is None:
                    jobs[place] = subprocess.Popen(worker)
    except KeyboardInterrupt:
        pass
    finally:
        for child in (pages, *jobs):
            _end(child)
    return pages.returncode


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        child.terminate()
    try:
        child.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
