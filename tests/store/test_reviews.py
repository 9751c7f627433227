"""A document that somebody looks through: one for each person, with what they decided, until it is done with."""

from __future__ import annotations

ANN, BEN = 2**62 + 1, 2**62 + 2


async def test_each_person_has_one_of_their_own(store):
    """A second one is not begun; what was decided last stands, and goes with it."""
    first = await store.reviews.begin(ANN, "Ann's £4½ document")
    assert await store.reviews.begin(ANN, "another") is None
    other = await store.reviews.begin(BEN, "Ben's")
    assert await store.reviews.decide(first, {"roof": "keep", "loans": "keep"})
    assert await store.reviews.decide(first, {"roof": "drop"})
    kept = await store.reviews.of_person(ANN)
    assert (kept.id, kept.draft, kept.decided) == (first, "Ann's £4½ document", {"roof": "drop", "loans": "keep"})
    assert await store.reviews.give_up(ANN)
    assert not await store.reviews.give_up(ANN)
    assert not await store.reviews.decide(first, {"roof": "keep"})
    assert await store.reviews.of_person(ANN) is None
    ben = await store.reviews.of_person(BEN)
    assert (ben.id, ben.decided) == (other, {})


async def test_it_is_gone_once_it_is_published_or_too_old_or_its_person_is_forgotten(store):
    for done in (
        lambda: store.reviews.published("cafe00112233"),
        lambda: store.reviews.purge(1e12),
        lambda: store.forget_person(ANN),
    ):
        id = await store.reviews.begin(ANN, "words")
        await store.reviews.put_forward(id, "cafe00112233")
        await store.reviews.published("another")
        assert await store.reviews.purge(1.0) == 0
        assert await store.reviews.of_person(ANN) is not None
        await done()
        assert await store.reviews.of_person(ANN) is None
