"""Prices, budgets and the rate at which future money counts."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from assessor.quantities import Model, Quantity, QuantityKind
from assessor.scenario.parts import FRACTION, Id, Programme
from assessor.text import LocalizedText

Vnd = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, lt=1)]
Nature = Literal["capital", "recurrent"]


class Budget(Model):
    """One purse: a programme, a nature, an amount a year."""

    title: LocalizedText = Field(description="name")
    programme: Programme = Field(description="what it is for")
    nature: Nature = Field(description="capital (đầu tư phát triển) or recurrent (thường xuyên)")
    vnd_by_year: dict[int, Vnd] = Field(description="amount by year [VND]")
    kind: QuantityKind = Field(default="assumption", description="where the amounts come from")
    source: tuple[str, ...] = Field(default=(), description="ids in sources")
    carry_over: bool = Field(default=False, description="what is left may be spent next year")


class Money(Model):
    """Real VND at the price date, VAT apart."""

    currency: Literal["VND"] = Field(default="VND", description="currency of every amount")
    price_date: date = Field(description="date of the prices")
    exchange_rates: dict[str, Quantity] = Field(default={}, description="VND for one unit")
    discount_per_year: Share = Field(default=0.06, description="real rate of discount")
    vat: Share = Field(default=0.1, description="value-added tax, shown apart")
    tariff_vnd_per_kwh: Quantity = Field(description="price of electricity")
    operations_share_of_capex_per_year: Quantity = Field(
        description="running cost a year, share of the purchase", json_schema_extra=FRACTION
    )
    acquire: dict[Id, Literal["buy", "rent"]] = Field(
        default={}, description="per site: bought hosts or rent"
    )
    budgets: dict[Id, Budget] = Field(default={}, description="purses")
