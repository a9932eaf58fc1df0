"""The window. It shows and forwards; what it shows comes through `assessor.api` alone."""
