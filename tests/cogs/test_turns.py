"""What is said in a place keeps the order of the turns, and is worked out a little ahead."""

from __future__ import annotations

import asyncio

from bot.cogs.turns import Turn, Turns


async def reached(*works: asyncio.Task[None]) -> list[bool]:
    """Tell which of the works are done once all have gone as far as they can."""
    for _ in range(10):
        await asyncio.sleep(0)
    return [work.done() for work in works]


def waiting(turn: Turn) -> tuple[asyncio.Task[None], ...]:
    """Begin to wait for a turn in each way: that it nears, that it follows one's own, that it comes."""
    return tuple(asyncio.create_task(work) for work in (turn.nears(), turn.follows_own(), turn.comes()))


async def test_a_turn_comes_when_all_before_it_are_over_in_whatever_order_they_end():
    turns = Turns()
    with turns.take(1, 7) as own, turns.take(1, 8) as second, turns.take(1, 9) as third, turns.take(1, 7) as last:
        works = waiting(last)
        assert await reached(*works) == [False, False, False]
        second.end()
        assert await reached(*works) == [False, False, False]
        own.end()
        assert await reached(*works) == [True, True, False]
        third.end()
        assert await reached(*works) == [True, True, True]


async def test_places_do_not_wait_for_each_other_and_a_place_without_turns_takes_no_memory():
    turns = Turns()
    with turns.take(1, 7), turns.take(2, 7) as elsewhere:
        assert await reached(*waiting(elsewhere)) == [True, True, True]
    with turns.take(1, 7) as later:
        assert await reached(*waiting(later)) == [True, True, True]
    assert turns._taken == {}


async def test_a_turn_is_over_when_what_it_was_taken_for_fails():
    turns = Turns()

    async def failing() -> None:
        with turns.take(1, 7):
            raise RuntimeError("broken on purpose")

    await asyncio.gather(failing(), return_exceptions=True)
    with turns.take(1, 8) as turn:
        assert await reached(*waiting(turn)) == [True, True, True]
