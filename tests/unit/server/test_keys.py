"""``scripts/keys``: a new key while the service runs, and a new master key."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from server.keys import main
from server.setting_rules import keys_of
from server.summary_key import summary_keys_of
from storage.store import Store
from storage.tables.data_keys import data_keys
from storage.vault import SETTLING_SECONDS
from tests.support.clocks import Clock
from tests.unit.server.commands import Commands, Done, commands_in


class Operator:
    """Types the commands; while one waits, her clock goes on."""

    def __init__(self, commands: Commands, clock: Clock) -> None:
        self.commands = commands
        self.clock = clock

    async def types(self, *arguments: str) -> Done:
        return await self.commands.run(lambda given: main(given, self.clock, self._sleep), *arguments)

    async def kept(self) -> list[tuple[str, str, bool]]:
        """Of each data key its kind, its master key, and whether it is retired."""
        found: list[tuple[str, str, bool]] = []

        async def read(store: Store) -> None:
            async with store.database.reading() as connection:
                rows = await connection.execute(select(data_keys).order_by(data_keys.c.kind, data_keys.c.created_at))
                found.extend((row.kind, row.master_key, row.retired_at is not None) for row in rows)

        await self.commands.with_store(self.clock, read)
        return found

    async def _sleep(self, seconds: float) -> None:
        self.clock.advance(seconds)


@pytest.fixture
async def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Operator:
    operator = Operator(commands_in(tmp_path / "data", monkeypatch, capsys), Clock())
    assert await operator.kept() == [("lookup", "own", False), ("seal", "own", False)]
    operator.clock.advance(SETTLING_SECONDS)
    return operator


async def test_a_rotation_makes_a_new_key_and_retires_the_old_one(operator: Operator) -> None:
    done = await operator.types("rotate")
    assert done.output == "0 values were sealed anew; older keys are kept only to read the audit and backups.\n"
    assert await operator.kept() == [("lookup", "own", False), ("seal", "own", True), ("seal", "own", False)]


async def test_sealing_anew_alone_makes_no_key(operator: Operator) -> None:
    await operator.types("reseal")
    assert await operator.kept() == [("lookup", "own", False), ("seal", "own", False)]


async def test_a_new_master_key_takes_the_place_of_the_old_one(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = (await operator.types("new")).output.strip()
    old = (operator.commands.settings.data_folder / "master.key").read_text().strip()
    monkeypatch.setenv("PARAMARSH_MASTER_KEYS", f"{new},{old}")
    await operator.types("rotate")
    monkeypatch.setenv("PARAMARSH_MASTER_KEYS", new)
    done = await operator.types("reseal")
    assert done == Done("0 values were sealed anew; older keys are kept only to read the audit and backups.\n", "")


async def test_a_rotation_without_the_old_master_key_is_refused_in_a_sentence(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARAMARSH_MASTER_KEYS", (await operator.types("new")).output.strip())
    said = (await operator.types("rotate")).said
    assert said == 'This database needs the master key "own", which is not among those given.'


async def test_a_new_master_key_is_one_that_the_settings_take(operator: Operator) -> None:
    first, second = [(await operator.types("new")).output.strip() for _ in range(2)]
    (name,) = keys_of(first)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", name)
    assert first != second


async def test_the_key_of_the_codes_is_changed_and_the_operator_told_what_to_do(operator: Operator) -> None:
    folder = operator.commands.settings.data_folder
    before = summary_keys_of(folder, operator.clock, is_development=True).present
    done = await operator.types("rotate-codes")
    ring = summary_keys_of(folder, operator.clock, is_development=True)
    assert [one.id for one in ring.published[1:]] == [before.id]
    assert done.output.startswith(f"The key {ring.present.id} signs from the next start on; codes of before verify on.")
    done = await operator.types("rotate-codes", "--stolen")
    assert "the one before is withdrawn" in done.output
    assert len(summary_keys_of(folder, operator.clock, is_development=True).published) == 2


async def test_before_there_are_codes_there_is_nothing_to_change(operator: Operator) -> None:
    assert "prescription_keys.json cannot be read" in (await operator.types("rotate-codes")).said
