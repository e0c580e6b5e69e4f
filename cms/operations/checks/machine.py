"""The machine that a worker runs on: disk, memory, processors."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from ..states import Result, State
from ..wording import bytes_of
from .registry import Scene

MEMORY = Path("/proc/meminfo")


def disk(scene: Scene) -> Iterator[Result]:
    """How full the disk is on which files are received."""
    folder = Path(settings.FEED_STAGING_DIR)
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    usage = shutil.disk_usage(there)
    percent = 100 * (usage.total - usage.free) / usage.total
    sentence = f"{percent:.0f} % in use, {bytes_of(usage.free)} free."
    yield _measured(scene, "disk_percent", percent, sentence)


def memory(scene: Scene) -> Iterator[Result]:
    """How much of the memory is in use."""
    if not MEMORY.exists():
        yield Result(state=State.UNKNOWN, sentence="This system doesn't say how much memory is in use.")
        return
    lines = (line.split() for line in MEMORY.read_text().splitlines())
    kilobytes = {words[0].rstrip(":"): int(words[1]) for words in lines}
    percent = 100 * (1 - kilobytes["MemAvailable"] / kilobytes["MemTotal"])
    sentence = f"{percent:.0f} % in use, {bytes_of(1024 * kilobytes['MemAvailable'])} available."
    yield _measured(scene, "memory_percent", percent, sentence)


def processor(scene: Scene) -> Iterator[Result]:
    """How busy the processors were in the last five minutes."""
    cores = os.cpu_count() or 1
    load = os.getloadavg()[1]
    percent = 100 * load / cores
    sentence = f"Load {load:.1f} on {cores} processors over five minutes."
    yield _measured(scene, "processor_percent", percent, sentence)


def _measured(scene: Scene, measure: str, value: float, sentence: str) -> Result:
    return Result(state=scene.limits[measure].state(value), sentence=sentence, value=value, measure=measure)
