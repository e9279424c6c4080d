"""From a deadline to working days, and from working days to a plan that ends in time.

Main words: a `WorkingCalendar` knows the working days of some Länder; a period counts them from
an event (§§ 187 to 193 BGB); a `Plan` gives every `Step` before a deadline its own date. All
moments are aware, all days are days in Europe/Berlin. The engine knows neither Django nor the
platform.
"""
