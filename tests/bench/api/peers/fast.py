"""FastAPI over asyncpg at its best: PostgreSQL itself writes the JSON, and nothing validates it."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from fastapi import FastAPI, Response

ONE = "SELECT row_to_json(peer_fund)::text FROM peer_fund WHERE id = $1"
LIST = "SELECT json_agg(page)::text FROM (SELECT * FROM peer_fund ORDER BY name, id LIMIT 20) AS page"
SEARCH = """
    SELECT json_agg(page)::text FROM (
        SELECT * FROM peer_fund WHERE name ILIKE $1 OR name_zh ILIKE $1 OR isin ILIKE $1 OR fund_group ILIKE $1
        ORDER BY name, id LIMIT 20
    ) AS page
"""
pools: list[Any] = []


@asynccontextmanager
async def _connected(_: FastAPI) -> AsyncIterator[None]:
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=1, max_size=4) as pool:
        pools.append(pool)
        yield


application = FastAPI(lifespan=_connected)


@application.get("/funds/{number}/")
async def one(number: int) -> Response:
    return Response(await pools[0].fetchval(ONE, number), media_type="application/json")


@application.get("/funds/")
async def several(search: str = "") -> Response:
    found = await (pools[0].fetchval(SEARCH, f"%{search}%") if search else pools[0].fetchval(LIST))
    return Response(found or "[]", media_type="application/json")
