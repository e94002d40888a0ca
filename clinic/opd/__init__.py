"""The outpatient department online: clinics, tokens, the queue and the call of the next."""
