"""The library behind every front end of Reko; it knows neither Discord nor an HTTP server."""
