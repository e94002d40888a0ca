"""What the pages for operators name is there: settings, commands, faults."""

import re
from pathlib import Path

import pytest

from server.audit import MEANINGS
from server.clinic_settings import ClinicSettings
from server.settings import Settings, variable

ROOT = Path(__file__).parents[3]
PAGES = ("README.md", "SECURITY.md", "docs/operations.md", "docs/sms.md", "docs/sms_texts.md", "docs/telephone.md")


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_setting_that_a_page_names_is_one(page: str) -> None:
    named = set(re.findall(r"PARAMARSH_[A-Z0-9_]*[A-Z0-9]", read(page)))
    assert named <= {variable(name) for name in Settings.model_fields}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_names_is_there(page: str) -> None:
    named = set(re.findall(r"\bscripts/([a-z_]+)", read(page)))
    assert named <= {file.name for file in (ROOT / "scripts").iterdir()}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_that_a_page_links_to_is_there(page: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", read(page))
    folder = (ROOT / page).parent
    assert [link for link in links if not (folder / link).exists()] == []


def test_the_clinics_settings_are_explained_to_operators() -> None:
    explained = read("docs/operations.md")
    assert [name for name in ClinicSettings.model_fields if variable(name) not in explained] == []


def test_every_fault_of_the_audit_is_explained() -> None:
    explained = read("docs/operations.md")
    assert [fault for fault in MEANINGS if f"`{fault}`" not in explained] == []
