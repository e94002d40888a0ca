"""ABDM document bundles (FHIR R4, profiles of NRCeS): a prescription for other systems, and the rules it keeps."""
