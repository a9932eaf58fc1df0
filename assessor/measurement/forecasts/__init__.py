"""From the past of a measured series to its next steps, and how far such forecasts held."""

from assessor.measurement.forecasts.backtest import Backtest, Miss, backtest, rolling_backtest
from assessor.measurement.forecasts.forecasting import Forecast, forecast

__all__ = ["Backtest", "Forecast", "Miss", "backtest", "forecast", "rolling_backtest"]
