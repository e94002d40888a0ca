"""What an operator can set of prescriptions: what counts as seen, who seals, how many documents are made at once."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings

from server.setting_rules import Allowed, PemFile, ShortText


class PrescriptionSettings(BaseSettings):
    """A part of ``server.settings.Settings``."""

    production: Annotated[
        bool,
        Field(
            description="Whether real patients are served: then this server does not start with a development key for "
            "sealing prescriptions."
        ),
        Allowed("on or off"),
    ] = False
    seal_key: Annotated[
        PemFile,
        Field(description="The unencrypted private key (PEM) that seals prescriptions; needs the certificate as well."),
    ] = None
    seal_certificate: Annotated[
        PemFile, Field(description="The certificate chain (PEM) of that key, the key's own certificate first.")
    ] = None
    seen_seconds: Annotated[
        float,
        Field(
            ge=1,
            le=3_600,
            description="For how long the patient's picture must have reached the doctor, for a consultation to count "
            "as by video.",
        ),
        Allowed("a number of seconds from 1 to 3600"),
    ] = 20.0
    prescription_contact: Annotated[
        ShortText,
        Field(
            description="How a patient or a chemist reaches the service, as it is printed on prescriptions; empty "
            "takes the grievance officer's telephone and e-mail."
        ),
    ] = ""
    document_processes: Annotated[
        int,
        Field(ge=1, le=16, description="How many processes make the documents of prescriptions."),
        Allowed("a number from 1 to 16"),
    ] = 2
