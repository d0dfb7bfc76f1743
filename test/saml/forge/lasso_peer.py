"""An identity provider made of lasso. Reads one JSON object from standard input, writes one to standard output."""

import json
import sys

import lasso

X509 = "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName"
URI = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri"


def server_of(asked):
    server = lasso.Server.newFromBuffers(asked["idpMetadata"], asked["key"], None, asked["certificate"])
    server.signatureMethod = lasso.SIGNATURE_METHOD_RSA_SHA256
    server.addProviderFromBuffer(lasso.PROVIDER_ROLE_SP, asked["spMetadata"])
    return server


def text_of(value):
    node = lasso.MiscTextNode.newWithString(value)
    node.textChild = True
    return node


def attribute_of(name, value):
    attribute = lasso.Saml2Attribute()
    attribute.name = name
    attribute.nameFormat = URI
    holder = lasso.Saml2AttributeValue()
    holder.any = (text_of(value),)
    attribute.attributeValue = (holder,)
    return attribute


def login(asked):
    """Verifies our AuthnRequest and answers it."""
    server = server_of(asked)
    if asked.get("encrypt"):
        ours = server.providers[asked["spEntityId"]]
        ours.setEncryptionMode(lasso.ENCRYPTION_MODE_ASSERTION)
        ours.setEncryptionSymKeyType(getattr(lasso, asked["encrypt"]))
    login = lasso.Login(server)
    login.setSignatureVerifyHint(lasso.PROFILE_SIGNATURE_VERIFY_HINT_FORCE)
    login.processAuthnRequestMsg(asked["query"])
    login.protocolProfile = lasso.LOGIN_PROTOCOL_PROFILE_BRWS_POST
    login.validateRequestMsg(True, True)
    login.buildAssertion(asked["classRef"], asked["issued"], None, asked["issued"], asked["until"])
    assertion = login.assertion
    assertion.subject.nameId.format = X509
    assertion.subject.nameId.content = asked["nameId"]
    data = assertion.subject.subjectConfirmation.subjectConfirmationData
    data.notBefore = None
    data.notOnOrAfter = asked["until"]
    assertion.authnStatement[0].sessionIndex = asked["sessionIndex"]
    statement = lasso.Saml2AttributeStatement()
    statement.attribute = tuple(attribute_of(name, value) for name, value in asked["attributes"])
    assertion.attributeStatement = (statement,)
    login.buildAuthnResponseMsg()
    return {"id": login.request.id, "forceAuthn": bool(login.request.forceAuthn), "to": login.msgUrl, "body": login.msgBody}


def login_refused(asked):
    """The same with a query that was changed: must not verify."""
    login = lasso.Login(server_of(asked))
    login.setSignatureVerifyHint(lasso.PROFILE_SIGNATURE_VERIFY_HINT_FORCE)
    try:
        login.processAuthnRequestMsg(asked["query"])
    except lasso.Error:
        return {"refused": True}
    return {"refused": False}


def logout(asked):
    """Verifies our LogoutRequest."""
    logout = lasso.Logout(server_of(asked))
    logout.setSignatureVerifyHint(lasso.PROFILE_SIGNATURE_VERIFY_HINT_FORCE)
    try:
        logout.processRequestMsg(asked["query"])
    except lasso.Error:
        return {"refused": True}
    return {"refused": False, "id": logout.request.id, "nameId": logout.request.nameId.content, "format": logout.request.nameId.format}


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    json.dump({"login": login, "login_refused": login_refused, "logout": logout}[asked["do"]](asked), sys.stdout)
