"""The Telemedicine Practice Guidelines 2020: rows of data, and the small engine that reads them."""
