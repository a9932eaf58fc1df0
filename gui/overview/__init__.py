"""The overview: three answers and three voices on one screen."""
