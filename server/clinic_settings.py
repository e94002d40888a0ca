"""What an operator can set of the clinic: where data are kept and sealed, who sends messages and hears complaints."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings

from server.setting_rules import (
    Addresses,
    Allowed,
    BlobPlace,
    ConfigurationFile,
    DatabaseUrl,
    EmailAddress,
    MasterKeyList,
    Secret,
    ShortText,
    VapidKey,
)


class ClinicSettings(BaseSettings):
    """A part of ``server.settings.Settings``."""

    database_url: Annotated[
        DatabaseUrl,
        Field(
            description="The PostgreSQL database; empty keeps an SQLite file in the data folder. DATABASE_URL, as "
            "hosting platforms set it, counts too."
        ),
    ] = None
    master_keys: Annotated[
        MasterKeyList,
        Secret,
        Field(
            description="The keys that seal names, numbers and notes in the database, the present one first; empty "
            "makes one in the data folder. Without it a backup cannot be read: keep it elsewhere as well."
        ),
    ] = None
    blob_store: Annotated[
        BlobPlace,
        Field(
            description="Where files are kept; empty is the data folder. Everything is encrypted before it goes there."
        ),
    ] = None
    s3_endpoint: Annotated[ShortText, Field(description="The address of an S3 server that is not Amazon's.")] = ""
    s3_region: Annotated[ShortText, Field(description="The region of the S3 bucket.")] = ""
    s3_access_key: Annotated[ShortText, Field(description="The id of the key for the S3 bucket.")] = ""
    s3_secret_key: Annotated[Secret, Field(description="The secret of that key.")] = None
    sms_configuration: Annotated[
        ConfigurationFile,
        Field(
            description="How the SMS provider's HTTP interface is used (docs/sms.md); empty prints messages on the "
            "terminal, for development."
        ),
    ] = None
    telephone_configuration: Annotated[
        ConfigurationFile,
        Field(
            description="How the telephone provider's HTTP interface is used (docs/telephone.md); empty prints calls "
            "on the terminal, for development."
        ),
    ] = None
    push_key: Annotated[
        VapidKey,
        Field(
            description="The private key that signs pushes to browsers (VAPID); empty makes one in the data folder. "
            "All processes of a service need the same."
        ),
    ] = None
    push_contact: Annotated[
        EmailAddress,
        Field(description="An e-mail address for the operators of push services; empty takes the grievance officer's."),
    ] = ""
    push_private_services: Annotated[
        bool,
        Field(
            description="Whether browsers may name push services in private networks and over plain http: for trying "
            "out only, since it lets whoever signs in make this server ask its own network."
        ),
        Allowed("on or off"),
    ] = False
    page_host: Annotated[
        ShortText,
        Field(description="The name under which phones open the pages, without a port: codes in messages are for it."),
    ] = "localhost"
    grievance_officer: Annotated[
        ShortText, Field(description="The name of the officer who hears complaints, as the law wants it shown.")
    ] = ""
    grievance_telephone: Annotated[ShortText, Field(description="That officer's telephone number.")] = ""
    grievance_email: Annotated[EmailAddress, Field(description="That officer's e-mail address.")] = ""
    emergency_number: Annotated[
        ShortText,
        Field(
            description="The telephone number that everybody is shown first when there is danger; empty is that of "
            "her state's ambulances, or 112."
        ),
    ] = ""
    alert_seconds: Annotated[
        float,
        Field(
            ge=10,
            le=3600,
            description="For how many seconds a danger alert waits for a doctor on duty before medical officers and "
            "administrators are told too.",
        ),
        Allowed("a number of seconds from 10 to 3600"),
    ] = 60.0
    trusted_proxies: Annotated[
        Addresses,
        Field(
            description="Addresses of proxies in front of this server, whose X-Forwarded-For is believed; limits count "
            "by the address that it tells."
        ),
    ] = ()
