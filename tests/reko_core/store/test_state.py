from reko_core.store import Store


async def test_a_stored_value_is_read_unchanged(store: Store) -> None:
    assert await store.state.get("commands") is None
    await store.state.put("commands", "1")
    await store.state.put("commands", "2")
    await store.state.put("other", "")
    assert await store.state.get("commands") == "2"
    assert await store.state.get("other") == ""
