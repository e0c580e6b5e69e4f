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

CONFIGURATION = Path(__file__).parents[1] / "nginx" / "fund-repository.conf.template"
MAINTENANCE = Path(__file__).parents[2] / "frontend" / "public"
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
    """nginx in front of a back end, and of a site where there is one, on this machine."""

    program: str
    directory: Path
    port: int
    back_end: int
    site_port: int
    site: int
    maintenance: Path = MAINTENANCE
    name: str = "nginx"

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{HOST}:{self.port}"

    @property
    def log(self) -> Path:
        """A line for each request."""
        return self.directory / "access.log"

    @property
    def environment(self) -> Mapping[str, str]:
        """Nothing that others must know."""
        return {}

    def prepare(self) -> None:
        """Write the configuration with this machine's places in it, and let nginx itself check it."""
        self.directory.mkdir(parents=True, exist_ok=True)
        (self.directory / "site.conf").write_text(self._filled(CONFIGURATION.read_text()))
        (self.directory / "nginx.conf").write_text(AROUND.format(directory=self.directory, user=AS_US))
        checked = subprocess.run([*self._argv(), "-t"], capture_output=True, text=True, check=False)
        if checked.returncode:
            raise PartError(checked.stderr)

    def command(self) -> Command:
        """In the foreground."""
        return Command(name=self.name, argv=self._argv())

    def is_ready(self) -> bool:
        """Whether it answers, though nobody may be behind it."""
        with closing(HTTPConnection(HOST, self.site_port, timeout=5)) as connection:
            try:
                connection.request("GET", "/maintenance.html")
                return bool(connection.getresponse().status)
            except OSError:
                return False

    def complete(self) -> None:
        """Nothing to make."""

    def _filled(self, template: str) -> str:
        """The template with this machine's places, as `envsubst` fills them in production."""
        places = {
            "API_LISTEN": f"{HOST}:{self.port}",
            "SITE_LISTEN": f"{HOST}:{self.site_port}",
            "BACK_END": f"{HOST}:{self.back_end}",
            "SITE": f"{HOST}:{self.site}",
            "CACHE": f"{self.directory}/cache",
            "LOG": self.log,
            "MAINTENANCE": self.maintenance,
            "SCHEME": "$scheme",
            "OUTER": "unix:",
        }
        for name, place in places.items():
            template = template.replace(f"${{{name}}}", str(place))
        if "${" in template:
            raise PartError(f"{CONFIGURATION.name} has a place that nobody fills: {template.partition('${')[2][:20]}")
        return template

    def _argv(self) -> list[str]:
        return [self.program, "-p", str(self.directory), "-c", str(self.directory / "nginx.conf")]
