"""Use cases: asyncio, no Qt, no httpx."""
