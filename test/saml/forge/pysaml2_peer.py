"""An identity provider made of pysaml2. Reads one JSON object from standard input, writes one to standard output."""

import base64
import json
import logging
import os
import sys
import tempfile

from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.config import IdPConfig
from saml2.saml import NAME_FORMAT_URI, NameID
from saml2.server import Server
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

logging.disable(logging.CRITICAL)


def server_of(asked, folder):
    def write(name, text):
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    config = {
        "entityid": asked["idpEntityId"],
        "key_file": write("key.pem", asked["key"]),
        "cert_file": write("certificate.pem", asked["certificate"]),
        "xmlsec_binary": asked["xmlsec1"],
        "metadata": {"local": [write("sp.xml", asked["spMetadata"])]},
        "service": {
            "idp": {
                "endpoints": {
                    "single_sign_on_service": [(asked["sso"], BINDING_HTTP_REDIRECT)],
                    "single_logout_service": [(asked["sso"], BINDING_HTTP_REDIRECT)],
                },
                "policy": {
                    "default": {"lifetime": {"minutes": 5}, "attribute_restrictions": None, "name_form": NAME_FORMAT_URI}
                },
            }
        },
    }
    return Server(config=IdPConfig().load(config))


def certificates_in_metadata(server, asked):
    return len(server.metadata.certs(asked["spEntityId"], "spsso", use="signing"))


def verified(message, asked, server):
    """Whether the signature over the query is by the key of our metadata."""
    from urllib.parse import parse_qs

    from saml2.sigver import verify_redirect_signature

    given = {name: values[0] for name, values in parse_qs(asked["query"], keep_blank_values=True).items()}
    certificates = server.metadata.certs(asked["spEntityId"], "spsso", use="signing")
    return any(verify_redirect_signature(given, server.sec.sec_backend, pem) for pem in certificates)


def login(asked, folder):
    from urllib.parse import parse_qs

    server = server_of(asked, folder)
    given = parse_qs(asked["query"])
    request = server.parse_authn_request(given["SAMLRequest"][0], BINDING_HTTP_REDIRECT)
    answer = server.create_authn_response(
        dict(asked["attributes"]),
        request.message.id,
        asked["acs"],
        asked["spEntityId"],
        name_id=NameID(format=asked["format"], text=asked["nameId"]),
        authn={"class_ref": asked["classRef"]},
        sign_assertion=True,
        sign_response=False,
        encrypt_assertion=asked["encrypt"],
        encrypt_cert_assertion=asked.get("encryptFor"),
        sign_alg=SIG_RSA_SHA256,
        digest_alg=DIGEST_SHA256,
    )
    body = base64.b64encode(str(answer).encode()).decode()
    return {"id": request.message.id, "verified": verified("SAMLRequest", asked, server), "body": body}


def verify(asked, folder):
    server = server_of(asked, folder)
    return {"verified": verified("SAMLRequest", asked, server), "certificates": certificates_in_metadata(server, asked)}


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        json.dump({"login": login, "verify": verify}[asked["do"]](asked, folder), sys.stdout)
