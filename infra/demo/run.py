"""One demo from its first process to its last."""

import os

from infra.parts.node import find_node
from infra.parts.ports import remembered_ports
from infra.parts.postgres import Postgres
from infra.parts.process import Process, end_leftovers
from infra.parts.redis import Redis
from infra.parts.sftp import SftpSandbox
from infra.parts.smtp import Smtp

from . import checks, commands, feed, frontend
from .configuration import Configuration
from .environment import environment_for, without_owner, write_shell_file
from .errors import DemoError
from .progress import Progress
from .sandbox import Sandbox
from .secrets import Secrets, chosen_password
from .stamps import is_stamped, write_stamp
from .supervisor import Supervisor

SLOWEST_ANSWER = 120.0
_STATIC_STAMP = commands.STATIC / ".collected-from"


class Demo:
    """Prepares what is missing, starts everything, syncs the first delivery, waits until all of it answers."""

    def __init__(self, configuration: Configuration, *, progress: Progress, supervisor: Supervisor) -> None:
        self._configuration = configuration
        self._say = progress.say
        self._supervisor = supervisor
        self._sandbox = Sandbox(configuration.state)
        secrets = Secrets.of(configuration.state)
        self._chosen_password = chosen_password(os.environ)
        self._password = self._chosen_password or secrets.demo_password
        ports = remembered_ports(configuration.state / "ports.json", ("postgres", "redis", "smtp"))
        state = configuration.state
        self._postgres = Postgres(directory=state / "postgres", port=ports["postgres"], password=secrets.parts_password)
        self._redis = Redis(directory=state / "redis", port=ports["redis"], password=secrets.broker_password)
        self._sftp = SftpSandbox(files=self._sandbox.files, keys=self._sandbox.keys, port=configuration.sftp_port)
        self._smtp = Smtp(directory=state / "mails", port=ports["smtp"])
        self._secrets = secrets
        self._environment: dict[str, str] = {}

    def start(self) -> None:
        """Everything until all of it answers; what is slow and independent goes on side by side."""
        building = self._begin_build()
        delivery = self._begin_delivery()
        self._start_parts()
        self._prepare_back_end()
        self._start_back_end()
        self._put(delivery)
        self._sync_once()
        filling = self._begin_inbox()
        self._start_site(building)
        self._start_workers()
        self._end_inbox(filling)
        self._check_everything()

    def introduce(self) -> list[str]:
        """What a person needs in order to use the demo; the last line is for programs, too."""
        users = "demo users: maker, checker, operator, manager, auditor, provider"
        known = "the password of DEMO_PASSWORD" if self._chosen_password else f"password {self._password}"
        ready = self._configuration.ready_line(sftp=self._sftp.url)
        return [f"          {users}; {known}", ready]

    def _begin_build(self) -> Process | None:
        if frontend.is_built():
            return None
        self._say("building the front end meanwhile (the first time this takes a minute)")
        return self._supervisor.begin(commands.python("-m", "infra.demo.frontend", "build", name="frontend-build"))

    def _begin_delivery(self) -> Process | None:
        if self._configuration.empty or self._sandbox.has_delivery:
            return None
        self._say("making the provider's delivery of day 1 meanwhile")
        return self._supervisor.begin(self._sandbox.generate(1))

    def _start_parts(self) -> None:
        parts = (self._postgres, self._redis, self._sftp, self._smtp)
        for part in parts:
            self._supervisor.start_part(part)
        self._environment = environment_for(
            self._configuration, secrets=self._secrets, password=self._password, parts=parts
        )
        write_shell_file(self._configuration.state / "env", self._environment)
        self._say("PostgreSQL, Redis, the provider's SFTP site and the mail server answer")

    def _prepare_back_end(self) -> None:
        self._say("making the database's tables (the first time this takes minutes)")
        self._supervisor.run(commands.manage("migrate", "--noinput", environment=self._environment))
        self._say("the database is migrated; making users, pages and static files")
        environment = without_owner(self._environment)
        self._supervisor.run(commands.manage("ensure_provider", *commands.PROVIDER, environment=environment))
        steps = [commands.manage("create_demo_users", environment=self._environment)]
        inputs = commands.static_inputs()
        if not is_stamped(_STATIC_STAMP, inputs):
            steps.append(commands.manage("collectstatic", "--noinput", environment=environment))
        self._supervisor.run(*steps)
        self._supervisor.run(commands.manage("create_demo_content", environment=environment))
        self._supervisor.run(commands.manage("create_demo_support", environment=environment))
        write_stamp(_STATIC_STAMP, inputs)
        self._say("users, provider, pages and static files are there")

    def _start_back_end(self) -> None:
        environment = without_owner(self._environment)
        self._supervisor.serve(commands.web(self._configuration, environment))
        self._await(f"{self._configuration.api}/status/")
        self._say(f"the API answers on {self._configuration.api}")

    def _put(self, delivery: Process | None) -> None:
        if delivery:
            self._supervisor.succeed(delivery)
            self._sandbox.put(1)
            self._say("the provider's delivery of day 1 is on its site")

    def _sync_once(self) -> None:
        """The first sync, by the command that everybody uses; later days have `make demo-next-day`."""
        if not self._configuration.empty and not checks.last_delivery(self._configuration.api):
            self._say("syncing the first delivery")
            answer = self._configuration.state / "first-sync.json"
            step = self._supervisor.begin(
                commands.manage("sync_feed", "--json", environment=without_owner(self._environment), answer=answer)
            )
            code = self._supervisor.finish(step)
            told = feed.headline(feed.read_answer(answer), code=code)
            if code:
                raise DemoError(f"the first sync did not end well: {told}; see {step.log} and {answer}")
            self._say(told)

    def _begin_inbox(self) -> Process | None:
        if self._configuration.empty:
            return None
        return self._supervisor.begin(
            commands.manage("create_demo_decisions", environment=without_owner(self._environment))
        )

    def _end_inbox(self, filling: Process | None) -> None:
        if filling:
            self._supervisor.succeed(filling)
            self._say("one submission of each kind waits in the inbox")

    def _start_site(self, building: Process | None) -> None:
        if building:
            self._supervisor.succeed(building)
            self._say("the front end is built")
        node = find_node(frontend.NODE_DIRECTORY / "bin")
        self._supervisor.serve(commands.site(self._configuration, node, key=self._secrets.service_key))
        self._await(f"{self._configuration.site}/")

    def _start_workers(self) -> None:
        """Once the site answers: they look at everything at once, and a site that isn't up yet would count as down."""
        environment = without_owner(self._environment)
        self._supervisor.serve(commands.worker(environment))
        self._supervisor.serve(commands.feed_worker(environment))
        self._supervisor.serve(commands.mail_worker(environment))
        self._supervisor.serve(commands.webhook_worker(environment))
        self._supervisor.serve(commands.beat(self._configuration, environment))

    def _check_everything(self) -> None:
        backend = self._configuration.backend
        self._await(f"{backend}/admin/login/")
        self._await(f"{backend}/static/wagtailadmin/css/core.css")
        self._supervisor.until(
            lambda: checks.worker_listens(self._redis.url), seconds=SLOWEST_ANSWER, what="no worker listened"
        )
        self._say("the site, the API, the admin and the worker answer")

    def _await(self, url: str) -> None:
        self._supervisor.until(lambda: checks.is_ok(url), seconds=SLOWEST_ANSWER, what=f"{url} did not answer well")


def run(configuration: Configuration, *, progress: Progress) -> None:
    """Run the demo until a signal ends it (`Asked`) or something fails (`DemoError`, `PartError`)."""
    for name in end_leftovers(configuration.state):
        progress.say(f"ended the {name} process that an earlier demo had left behind")
    configuration.refuse_taken_ports()
    supervisor = Supervisor(configuration.state)
    supervisor.listen()
    try:
        demo = Demo(configuration, progress=progress, supervisor=supervisor)
        demo.start()
        for line in demo.introduce():
            progress.print(line)
        supervisor.until(lambda: False)
    finally:
        progress.say("ending every process")
        supervisor.stop()
        progress.say("everything has ended")
