"""nginx with the configuration of this repository, for tests and measurements: the system's own program."""

import getpass
import os
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from .errors import PartError
from .ports import HOST
from .process import Command

CONFIGURATION = Path(__file__).parents[1] / "nginx" / "fund-repository.conf"
AS_US = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""  # root's workers would be somebody without our files
AROUND = """
{user}
daemon off;
worker_processes 1;
pid {directory}/nginx.pid;
error_log stderr warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path {directory}/body;
    proxy_temp_path {directory}/proxy;
    fastcgi_temp_path {directory}/fastcgi;
    uwsgi_temp_path {directory}/uwsgi;
    scgi_temp_path {directory}/scgi;
    include {directory}/site.conf;
}}
"""


def find_nginx() -> str | None:
    """The program, where the system has one."""
    return shutil.which("nginx") or next((path for path in ("/usr/sbin/nginx",) if Path(path).exists()), None)


@dataclass(frozen=True, kw_only=True)
class Nginx:
    """nginx in front of a back end on this machine."""

    program: str
    directory: Path
    port: int
    back_end: int
    name: str = "nginx"

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{HOST}:{self.port}"

    @property
    def environment(self) -> Mapping[str, str]:
        """Nothing that others must know."""
        return {}

    def prepare(self) -> None:
        """Write the configuration with this machine's places in it, and let nginx itself check it."""
        (self.directory / "static").mkdir(parents=True, exist_ok=True)
        site = CONFIGURATION.read_text()
        for of_production, here in (
            ("127.0.0.1:8000", f"{HOST}:{self.back_end}"),
            ("127.0.0.1:8080", f"{HOST}:{self.port}"),
            ("/var/cache/nginx/fund-repository", f"{self.directory}/cache"),
            ("/srv/fund-repository/static/", f"{self.directory}/static/"),
        ):
            if of_production not in site:
                raise PartError(f"{CONFIGURATION.name} doesn't say {of_production} any more")
            site = site.replace(of_production, here)
        (self.directory / "site.conf").write_text(site)
        (self.directory / "nginx.conf").write_text(AROUND.format(directory=self.directory, user=AS_US))
        checked = subprocess.run([*self._argv(), "-t"], capture_output=True, text=True, check=False)
        if checked.returncode:
            raise PartError(checked.stderr)

    def command(self) -> Command:
        """In the foreground."""
        return Command(name=self.name, argv=self._argv())

    def is_ready(self) -> bool:
        """Whether it answers, be it that nobody is behind it."""
        with closing(HTTPConnection(HOST, self.port, timeout=5)) as connection:
            try:
                connection.request("GET", "/static/")
                return bool(connection.getresponse().status)
            except OSError:
                return False

    def complete(self) -> None:
        """Nothing to make."""

    def _argv(self) -> list[str]:
        return [self.program, "-p", str(self.directory), "-c", str(self.directory / "nginx.conf")]
