"""What prescriptions say to patients: a closed list of phrases in thirteen languages, each signed by its reviewer."""
