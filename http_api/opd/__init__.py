"""The outpatient department over HTTP: clinics, a household's tokens, a doctor's desk."""
