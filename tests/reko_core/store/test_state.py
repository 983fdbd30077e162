from reko_core.store import Store


async def test_value_comes_back_as_it_was_put(store: Store) -> None:
    assert await store.state.get("commands") is None
    await store.state.put("commands", "1")
    await store.state.put("commands", "2")
    await store.state.put("other", "")
    assert await store.state.get("commands") == "2"
    assert await store.state.get("other") == ""
