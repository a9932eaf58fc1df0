"""From the past of a measured series to its next steps, and how far such forecasts held."""

from assessor.measurement.forecasts.backtest import Backtest, Miss, backtest
from assessor.measurement.forecasts.forecasting import Forecast, forecast
from assessor.measurement.forecasts.reading import series_in
from assessor.measurement.forecasts.report import BacktestReport, Pooled, backtest_report
from assessor.measurement.forecasts.rolling import rolling_backtest

__all__ = [
    "Backtest",
    "BacktestReport",
    "Forecast",
    "Miss",
    "Pooled",
    "backtest",
    "backtest_report",
    "forecast",
    "rolling_backtest",
    "series_in",
]
