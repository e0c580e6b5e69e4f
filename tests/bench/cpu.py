"""What the processor did for a process."""

from pathlib import Path


def of_process(number: int) -> float:
    """Seconds that the processor worked for the process of this number until now, its kernel's part included."""
    nanoseconds, *_ = Path(f"/proc/{number}/schedstat").read_text().split()
    return int(nanoseconds) / 1e9
