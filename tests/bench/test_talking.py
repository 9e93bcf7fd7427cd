"""What long talks cost is arithmetic: the same on every machine, so it is asserted here."""

from pathlib import Path

import pytest

from tests.bench.talking import talk


@pytest.mark.parametrize("key", ["sonnet", "gpt"])
async def test_a_talk_of_100_turns_costs_a_tenth_of_sending_everything_again(
    tmp_path: Path, key: str
) -> None:
    """Whoever runs the Tower pays for each word of it, each time that it is sent."""
    cost = await talk(tmp_path, key, 100)

    assert cost.ours <= cost.naive / 10
    assert cost.summaries >= 5


async def test_a_slow_talk_is_kept_for_longer_and_costs_an_eighth_all_the_same(
    tmp_path: Path,
) -> None:
    """With seven minutes between two lines, what is kept for five would always be paid anew."""
    cost = await talk(tmp_path, "sonnet", 100, gap=420.0)

    assert cost.ours <= cost.naive / 8
