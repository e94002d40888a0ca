"""``scripts/audit``: what an operator types once a day, and when in doubt."""

import json
from pathlib import Path
from stat import S_IMODE
from typing import get_args

import pytest
from sqlalchemy import delete, text

from clinic.actors import Actor
from clinic.audit.event import Event
from clinic.audit.verification import What
from server.audit import MEANINGS, main
from server.signing_key import signing_key_file
from storage.store import Store
from storage.tables.audit import audit_sealed_heads, audit_seals
from tests.support.clocks import Clock
from tests.unit.server.commands import Commands, Done, commands_in

DAY = 86_400
DOCTOR = Actor("staff", "5" * 32, "clinic-1", "192.0.2.7")


class Operator:
    """Types the commands, on the day that her clock shows."""

    def __init__(self, commands: Commands, clock: Clock) -> None:
        self.commands = commands
        self.clock = clock

    async def types(self, *arguments: str) -> Done:
        return await self.commands.run(lambda given: main(given, self.clock), *arguments)

    async def sees(self, count: int) -> None:
        """That the service writes so many entries."""

        async def append(store: Store) -> None:
            async with store.writing() as records:
                for _ in range(count):
                    event = Event("record.opened", DOCTOR, "patient:one", patient="one", reason="She asked.")
                    await records.audit.append(event)

        await self.commands.with_store(self.clock, append)

    async def finds_done(self, *statements: str) -> None:
        """Behind the service's back."""

        async def do(store: Store) -> None:
            async with store.database.writing() as connection:
                for statement in statements:
                    await connection.execute(text(statement))

        await self.commands.with_store(self.clock, do)


@pytest.fixture
async def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Operator:
    operator = Operator(commands_in(tmp_path / "data", monkeypatch, capsys), Clock())
    await operator.sees(3)
    return operator


async def test_a_whole_audit_is_said_to_be_whole(operator: Operator) -> None:
    await operator.types("seal")
    done = await operator.types("verify")
    assert done == Done("3 entries of 1 chains, and the signatures of 1 days: all as they were written.\n", "")


async def test_each_fault_is_said_with_its_place(operator: Operator) -> None:
    await operator.types("seal")
    await operator.finds_done(
        "UPDATE audit_entries SET subject = 'patient:two' WHERE sequence = 2", "DELETE FROM audit_sealed_heads"
    )
    done = await operator.types("verify")
    assert done.output == ""
    assert done.said.splitlines() == [
        "Signed day 1: the signature is not by this service's key, or for other heads (seal_forged).",
        "Chain clinic-1, entry 2: it was altered, or put here from elsewhere (edited).",
        "2 faults in 3 entries of 1 chains, and the signatures of 1 days.",
    ]


async def test_the_printed_signature_finds_what_was_written_anew_since(operator: Operator, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text((await operator.types("seal")).output)
    assert "all as they were written" in (await operator.types("verify", "--against", str(kept))).output
    tables = (audit_seals, audit_sealed_heads)
    await operator.finds_done(*(str(delete(table)) for table in tables), "DELETE FROM audit_entries")
    await operator.finds_done("DELETE FROM audit_heads")
    assert "all as they were written" in (await operator.types("verify")).output
    said = (await operator.types("verify", "--against", str(kept))).said
    assert "Chain clinic-1, entry 3: it is not the entry that was signed that day, or gone" in said


async def test_the_second_time_in_a_day_the_same_signature_is_printed(operator: Operator) -> None:
    first = await operator.types("seal")
    await operator.sees(1)
    assert await operator.types("seal") == first
    operator.clock.advance(DAY)
    second = json.loads((await operator.types("seal")).output)
    assert second["heads"]["clinic-1"][0] == 4


async def test_an_export_holds_everything_in_the_clear_but_reasons(operator: Operator, tmp_path: Path) -> None:
    await operator.types("seal")
    file = tmp_path / "audit.jsonl"
    done = await operator.types("export", str(file))
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert done.output == f"6 lines were written to {file}.\n"
    assert [line["type"] for line in lines] == ["key", "seal", "entry", "entry", "entry", "head"]
    assert S_IMODE(file.stat().st_mode) == 0o600
    assert "She asked." not in file.read_text()
    assert "all as they were written" in (await operator.types("verify", "--against", str(file))).output


async def test_an_export_goes_over_no_file_that_is_there(operator: Operator, tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    file.write_text("kept")
    done = await operator.types("export", str(file))
    assert done.said == f"{file} cannot be written: File exists."
    assert file.read_text() == "kept"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read: No such file or directory."),
        ("nonsense\n", "was not written by scripts/audit."),
        ("[]\n", "was not written by scripts/audit."),
        ('{"type": "seal"}\n', "was not written by scripts/audit."),
        ('{"type": "seal", "heads": [1]}\n', "was not written by scripts/audit."),
        ('{"type": "entry"}\n', "has no signed day."),
    ],
)
async def test_a_file_that_holds_no_signature_is_refused(
    content: str | None, sentence: str, operator: Operator, tmp_path: Path
) -> None:
    file = tmp_path / "kept"
    if content is not None:
        file.write_text(content)
    assert (await operator.types("verify", "--against", str(file))).said == f"{file} {sentence}"


async def test_a_lost_key_is_seen_in_every_signature(operator: Operator) -> None:
    await operator.types("seal")
    signing_key_file(operator.commands.settings).unlink()
    assert "Signed day 1: the signature is not by this service's key" in (await operator.types("verify")).said


def test_every_kind_of_fault_has_a_meaning() -> None:
    assert MEANINGS.keys() == set(get_args(What))
