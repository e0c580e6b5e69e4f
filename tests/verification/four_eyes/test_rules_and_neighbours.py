"""The rules themselves, and what stands beside the gate: workflows, tasks, sites, collections, groups, people."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Page, Task, Workflow

from cms.accounts.models import User
from cms.operations.models import MaintenanceWindow
from tests.factories.moderation import checker, maintenance_window, person, publish, submit

from .scene import CHANGED, WINDOWS, Scene, everything_permitted, signed_in, what_the_public_sees


def rules() -> list[object]:
    """The workflow as it was installed, and what lies around it."""
    tasks = [
        (task.name, task.active, sorted(task.specific.groups.values_list("name", flat=True)))
        for task in Task.objects.all()
    ]
    workflows = [
        (w.name, w.active, w.workflow_pages.count(), w.workflow_content_types.count()) for w in Workflow.objects.all()
    ]
    return [tasks, workflows, list(Collection.objects.values_list("name", "path"))]


def test_workflows_and_their_steps_are_nobodys_to_change(scene: Scene) -> None:
    task, workflow, before = Task.objects.get(), Workflow.objects.get(), rules()
    groups = [group.pk for group in Group.objects.all()]
    step = {"name": "Mine", "groups": groups, "active": "on"}

    done = scene.succeeding(
        {
            "disable step": (f"/admin/workflows/tasks/disable/{task.pk}/", {}),
            "edit step": (f"/admin/workflows/tasks/edit/{task.pk}/", step),
            "weaker step": ("/admin/workflows/tasks/add/wagtailcore/groupapprovaltask/", step),
            "step by chooser": ("/admin/workflows/task_chooser/create/", {"create-task-name": "Mine"}),
            "disable": (f"/admin/workflows/disable/{workflow.pk}/", {}),
            "edit": (f"/admin/workflows/edit/{workflow.pk}/", {"name": "Mine", "workflow_tasks-TOTAL_FORMS": "0"}),
            "another": ("/admin/workflows/add/", {"name": "Mine", "workflow_tasks-TOTAL_FORMS": "0"}),
            "remove": (f"/admin/workflows/remove/{Page.get_first_root_node().pk}/{workflow.pk}/", {}),
        }
    )

    assert (done, rules()) == ([], before)


def test_sites_are_nobodys_to_change(scene: Scene) -> None:
    site = {
        "hostname": "mine.example.org",
        "port": "80",
        "root_page": str(scene.draft_page.pk),
        "is_default_site": "on",
    }

    assert (
        scene.succeeding(
            {
                "edit": ("/admin/sites/edit/1/", site),
                "new": ("/admin/sites/new/", site),
                "delete": ("/admin/sites/delete/1/", {}),
            }
        )
        == []
    )


def test_nobody_makes_himself_a_checker(db: None) -> None:
    manager = everything_permitted(person("manager", "Business operator"))
    state = submit(maintenance_window(), by=person("accomplice", "System operator"))
    client, checkers = signed_in(manager), Group.objects.get(name="System administrator")

    client.post(edit_of(manager), form_of(manager) | {"groups": [checkers.pk]})
    client.post(edit_of(manager), form_of(manager) | {"is_superuser": "on"})
    client.post("/admin/account/", {"groups": [checkers.pk], "is_superuser": "on"})
    client.post(f"/admin/bulk/accounts/user/assign_role/?id={manager.pk}", {"role": checkers.pk})
    client.post(f"/admin/review/{state.pk}/", {"decision": "approve"})

    manager.refresh_from_db()
    assert (manager.is_superuser, manager.groups.filter(pk=checkers.pk).exists()) == (False, False)
    assert what_is_approved() == []


def test_nobody_gives_his_own_role_a_permission(db: None) -> None:
    manager = person("manager", "Business operator")
    role = Group.objects.get(name="Business operator")
    before = set(role.permissions.values_list("pk", flat=True))

    signed_in(manager).post(f"/admin/groups/edit/{role.pk}/", {"name": role.name, "permissions": [1, 2, 3]})

    assert set(role.permissions.values_list("pk", flat=True)) == before


def test_the_second_account_of_a_maker_decides_about_nothing_that_either_of_them_made(db: None) -> None:
    first, second = person("one", "System operator"), checker("one-too")
    window = maintenance_window()
    window.save_revision(user=second)
    state = submit(window, by=first)

    signed_in(second).post(f"/admin/review/{state.pk}/", {"decision": "approve"})

    assert what_is_approved() == []


def test_nobody_is_a_checker_without_the_role_whatever_else_he_may(db: None) -> None:
    stranger = everything_permitted(person("stranger"))
    others = submit(maintenance_window(title="Of somebody else"))
    before = what_is_approved()

    signed_in(stranger).post(f"/admin/review/{others.pk}/", {"decision": "approve"})

    assert what_is_approved() == before


@pytest.mark.parametrize("address", ["/admin/review/", f"{WINDOWS}/add/", "/admin/pages/1/", "/admin/api/main/pages/"])
def test_somebody_who_is_not_signed_in_sees_and_posts_nothing(db: None, address: str) -> None:
    answers = {Client().get(address).status_code, Client().post(address, CHANGED).status_code}

    assert answers <= {302, 401, 403}


def test_a_person_who_may_only_look_drafts_nothing(db: None) -> None:
    window = publish(maintenance_window())
    client = signed_in(person("auditor", "Auditor"))

    for path in (
        f"{WINDOWS}/edit/{window.pk}/",
        f"{WINDOWS}/add/",
        f"/admin/review/withdraw/{window.get_content_type().pk}/{window.pk}/",
    ):
        client.post(path, CHANGED | {"reason": "Because", "action-submit": "1"})

    window.refresh_from_db()
    assert window.latest_revision_id == window.live_revision_id
    assert MaintenanceWindow.objects.count() == 1


def edit_of(user: User) -> str:
    """Where a person is changed."""
    return reverse("wagtailusers_users:edit", args=[user.pk])


def form_of(user: User) -> dict[str, object]:
    """What the form of a person sends back unchanged."""
    return {
        "username": user.username,
        "email": user.email,
        "first_name": "A",
        "last_name": "Person",
        "is_active": "on",
        "groups": [group.pk for group in user.groups.all()],
    }


def what_is_approved() -> list[tuple[str, str]]:
    """The approvals that there are."""
    return [row for row in what_the_public_sees() if row[0] == "approval"]
