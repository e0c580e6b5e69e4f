"""What the product is deployed with, judged by the tools that would carry it out: there is no engine and no cluster."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from cms.settings.environment import NEEDED_IN_PRODUCTION, Environment

ROOT = Path(__file__).parents[3]
INFRA = ROOT / "infra"
TOOLS = Path(sys.executable).parent
Container = dict[str, Any]
WORKLOADS = ("Deployment", "StatefulSet", "Job", "CronJob")


def run(*argv: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([str(TOOLS / argv[0]), *argv[1:]], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - tools of the lock


@pytest.fixture(scope="module")
def manifests() -> str:
    put_together = run("kubectl", "kustomize", "infra/kubernetes/example")
    assert put_together.returncode == 0, put_together.stderr
    return put_together.stdout


@pytest.fixture(scope="module")
def pods(manifests: str) -> dict[str, dict[str, Any]]:
    """The pod of each workload by its name."""
    objects = [one for one in yaml.safe_load_all(manifests) if one["kind"] in WORKLOADS]
    specs = {one["metadata"]["name"]: one["spec"].get("jobTemplate", one)["spec"] for one in objects}
    return {name: spec["template"]["spec"] for name, spec in specs.items()}


@pytest.fixture(scope="module")
def services() -> dict[str, Container]:
    services: dict[str, Container] = yaml.safe_load((INFRA / "compose" / "compose.yaml").read_text())["services"]
    return services


def settings_in(path: Path) -> dict[str, str]:
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


@pytest.mark.parametrize("image", ["back-end", "front-end"])
def test_an_image_is_built_as_the_linter_of_images_wants_it(image: str) -> None:
    judged = run("hadolint", "-c", "infra/images/hadolint.yaml", f"infra/images/{image}.Dockerfile")

    assert (judged.returncode, judged.stdout) == (0, "")


@pytest.mark.parametrize("image", ["back-end", "front-end"])
def test_an_image_runs_as_nobody_in_particular_and_is_given_what_exists(image: str) -> None:
    text = (INFRA / "images" / f"{image}.Dockerfile").read_text()

    copied = [name for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.M) for name in line.split()]
    assert copied
    assert all((ROOT / name).exists() for name in copied)
    assert re.search(r"^USER 10001:10001$", text, re.M)
    assert "HEALTHCHECK" in text


def test_the_engine_understands_the_one_host(tmp_path: Path) -> None:
    folder = tmp_path / "infra" / "compose"
    folder.mkdir(parents=True)
    for path in (INFRA / "compose").iterdir():
        name = path.name.replace(".example.env", ".env")
        if path.is_file():
            (folder / name).write_bytes(path.read_bytes())

    understood = run("docker-compose", "-f", str(folder / "compose.yaml"), "config", "--quiet")

    assert (understood.returncode, understood.stderr) == (0, "")


def test_every_service_of_the_one_host_is_locked_down(services: dict[str, Container]) -> None:
    for name, service in services.items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", [])), name


def test_the_owner_of_the_tables_is_known_to_migration_and_recovery_alone(
    services: dict[str, Container], pods: dict[str, dict[str, Any]]
) -> None:
    on_one_host = [name for name, service in services.items() if "owner.env" in service.get("env_file", [])]
    in_the_cluster = [name for name, pod in pods.items() if "owner" in str(pod["containers"][0].get("envFrom"))]

    assert sorted(on_one_host) == ["migrate", "recovery"]
    assert sorted(in_the_cluster) == ["backup", "backup-check", "migrate", "restore-drill"]


def test_the_examples_name_every_setting_that_production_needs_and_none_that_nobody_reads() -> None:
    named = settings_in(INFRA / "compose" / "settings.example.env").keys()
    recovery = settings_in(INFRA / "compose" / "recovery.example.env").keys()

    assert {name.upper() for name in NEEDED_IN_PRODUCTION} <= named
    assert {name.lower() for name in named | recovery} <= Environment.model_fields.keys()
    assert "BACKUP_URL" in recovery


def test_the_cluster_s_own_schemas_accept_every_object(manifests: str, tmp_path: Path) -> None:
    (tmp_path / "all.yaml").write_text(manifests)

    judged = run("kubernetes-validate", "--strict", str(tmp_path / "all.yaml"))

    assert judged.returncode == 0, judged.stdout + judged.stderr


def test_every_pod_is_nobody_and_can_change_nothing_but_its_scratch(pods: dict[str, dict[str, Any]]) -> None:
    servers = {"web", "worker", "feed", "mails", "webhooks", "beat", "site", "away"}
    assert pods.keys() == {"migrate", "backup", "backup-check", "restore-drill", *servers}
    for name, pod in pods.items():
        (container,) = pod["containers"]
        assert pod["securityContext"]["runAsNonRoot"], name
        assert not pod["automountServiceAccountToken"], name
        assert container["securityContext"]["readOnlyRootFilesystem"], name
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}, name
        assert {"requests", "limits"} <= container["resources"].keys(), name
        assert not container.get("env"), f"{name}: secrets come by reference"


def test_both_ways_run_the_same_commands(services: dict[str, Container], pods: dict[str, dict[str, Any]]) -> None:
    for name in ("worker", "feed", "mails", "webhooks", "migrate"):
        assert services[name]["command"] == pods[name]["containers"][0]["command"], name


def test_the_page_that_a_worker_writes_is_the_one_that_nginx_reads_on_one_host(services: dict[str, Container]) -> None:
    template = (INFRA / "nginx" / "fund-repository.conf.template").read_text()
    worker, proxy = services["worker"], services["proxy"]
    written, place = worker["environment"]["MAINTENANCE_DIR"], proxy["environment"]["MAINTENANCE"]
    files = [volume.split(":") for volume in proxy["volumes"] if "frontend" in volume]

    assert f"maintenance:{written}" in worker["volumes"]
    assert f"maintenance:{place}/now:ro" in proxy["volumes"]
    assert "try_files /now/maintenance.html /maintenance.html" in template
    assert f"/srv/files {written}\n" in (INFRA / "images" / "back-end.Dockerfile").read_text()
    assert {target for _, target, _ in files} == {f"{place}/maintenance.html", f"{place}/maintenance.css"}
    assert all((INFRA / "compose" / source).is_file() for source, _, _ in files)


def test_and_in_the_cluster(manifests: str, pods: dict[str, dict[str, Any]]) -> None:
    objects = list(yaml.safe_load_all(manifests))
    written = next(one["data"]["MAINTENANCE_DIR"] for one in objects if "MAINTENANCE_DIR" in one.get("data", {}))
    (claim,) = (one for one in objects if one["kind"] == "PersistentVolumeClaim")
    (door,) = (one for one in objects if one["kind"] == "Ingress")

    assert mounts(pods["worker"], claim) == [(written, False)]
    assert mounts(pods["away"], claim) == [("/srv/maintenance/now", True)]
    assert "maintenance-settings" in str(pods["worker"]["containers"][0]["envFrom"])
    assert claim["spec"]["accessModes"] == ["ReadWriteMany"]
    assert door["metadata"]["annotations"]["nginx.ingress.kubernetes.io/default-backend"] == "away"
    assert all((ROOT / "frontend" / "public" / Path(name).name).exists() for name in copied_pages(pods["away"]))


def mounts(pod: dict[str, Any], claim: dict[str, Any]) -> list[tuple[str, bool]]:
    """Where a pod sees the volume of a claim, and whether it may only read there."""
    name = claim["metadata"]["name"]
    volumes = {one["name"] for one in pod["volumes"] if one.get("persistentVolumeClaim", {}).get("claimName") == name}
    (container,) = pod["containers"]
    return [
        (one["mountPath"], one.get("readOnly", False)) for one in container["volumeMounts"] if one["name"] in volumes
    ]


def copied_pages(pod: dict[str, Any]) -> list[str]:
    """What is taken out of the site's image before the server of the page starts."""
    (first,) = pod["initContainers"]
    assert first["image"].startswith("fund-repository/front-end:")
    return list(first["command"][1:-1])


def test_both_ways_back_up_each_night_measure_each_day_and_restore_each_week(manifests: str) -> None:
    jobs = [one["spec"] for one in yaml.safe_load_all(manifests) if one["kind"] == "CronJob"]
    containers = [job["jobTemplate"]["spec"]["template"]["spec"]["containers"][0] for job in jobs]
    in_the_cluster = {
        job["schedule"]: container["command"][2:] for job, container in zip(jobs, containers, strict=True)
    }
    lines = re.findall(
        r"^([\d*].*?) +root +.*?RECOVERY (.*?) 2>&1", (INFRA / "compose" / "recovery.cron").read_text(), re.M
    )

    assert in_the_cluster == {
        "30 1 * * *": ["backup"],
        "30 2 * * 1-6": ["restore_drill", "--verify-only"],
        "30 2 * * 0": ["restore_drill"],
    }
    assert {" ".join(when.split()): command.split() for when, command in lines} == in_the_cluster


def test_the_image_for_recovery_has_the_programs_of_the_server_s_major_version(services: dict[str, Container]) -> None:
    text = (INFRA / "images" / "back-end.Dockerfile").read_text()
    server = services["database"]["image"]

    assert f"ARG POSTGRES={services['recovery']['build']['args']['POSTGRES']}" in text
    assert server == f"postgres:{services['recovery']['build']['args']['POSTGRES']}-bookworm"
    assert "FROM product AS recovery" in text
    assert text.rstrip().endswith("FROM product"), "who asks for no target gets the image without them"
