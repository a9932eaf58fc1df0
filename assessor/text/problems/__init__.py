"""The words of each problem code, one module a room: `MESSAGES = {code: (what, remedy)}`."""
