#include "net/tls.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <memory>

namespace orrery::net {

namespace {

struct Free {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(ASN1_OCTET_STRING* text) const { ASN1_OCTET_STRING_free(text); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

tl::unexpected<Error> unusable(std::string message)
{
    ERR_clear_error();
    return failure(ErrorKind::Invalid, "net.credentials", std::move(message));
}

Owned<BIO> reader(const std::string& text)
{
    return Owned<BIO>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

/// Refuses to ask on the terminal, which OpenSSL does by default.
int noPassphrase(char*, int, int, void* asked)
{
    *static_cast<bool*>(asked) = true;
    return -1;
}

bool isAddress(const std::string& name)
{
    const Owned<ASN1_OCTET_STRING> address(a2i_IPADDRESS(name.c_str()));
    ERR_clear_error();
    return address != nullptr;
}

Result<void> checkClientPair(const Endpoint& endpoint)
{
    const auto& certificateText = endpoint.clientCertificatePem.reveal();
    const auto& keyText = endpoint.clientKeyPem.reveal();
    if (certificateText.empty() && keyText.empty())
        return {};
    if (certificateText.empty())
        return unusable("there is a client key without a client certificate");
    if (keyText.empty())
        return unusable("there is a client certificate without its key");
    const Owned<X509> certificate(PEM_read_bio_X509(reader(certificateText).get(), nullptr, nullptr, nullptr));
    if (!certificate)
        return unusable("the client certificate is not a PEM certificate");
    bool encrypted = false;
    const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(reader(keyText).get(), nullptr, &noPassphrase, &encrypted));
    if (encrypted)
        return unusable("the client key is encrypted; Orrery needs it without a pass phrase");
    if (!key)
        return unusable("the client key is not a PEM private key");
    if (X509_check_private_key(certificate.get(), key.get()) != 1)
        return unusable("the client key does not belong to the client certificate");
    ERR_clear_error();
    return {};
}

} // namespace

Result<void> checkPems(const Endpoint& endpoint)
{
    if (!endpoint.caPem.empty()) {
        const Owned<X509> first(PEM_read_bio_X509(reader(endpoint.caPem).get(), nullptr, nullptr, nullptr));
        if (!first)
            return unusable("the certificate authority is not a PEM certificate");
    }
    return checkClientPair(endpoint);
}

bool requireName(void* sslContext, const std::string& name)
{
    X509_VERIFY_PARAM* param = SSL_CTX_get0_param(static_cast<SSL_CTX*>(sslContext));
    if (isAddress(name))
        return X509_VERIFY_PARAM_set1_ip_asc(param, name.c_str()) == 1;
    X509_VERIFY_PARAM_set_hostflags(param, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    const bool dotted = !name.empty() && name.back() == '.';
    return X509_VERIFY_PARAM_set1_host(param, name.data(), name.size() - (dotted ? 1 : 0)) == 1;
}

CertificateFault certificateFault(long verifyResult)
{
    CertificateFault fault;
    fault.wrongName = verifyResult == X509_V_ERR_HOSTNAME_MISMATCH || verifyResult == X509_V_ERR_IP_ADDRESS_MISMATCH;
    fault.unknownIssuer = verifyResult == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT
                       || verifyResult == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY
                       || verifyResult == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT
                       || verifyResult == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN
                       || verifyResult == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE;
    if (verifyResult != X509_V_OK)
        fault.text = X509_verify_cert_error_string(verifyResult);
    return fault;
}

} // namespace orrery::net
