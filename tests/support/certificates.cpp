#include "support/certificates.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace orrery::test {

namespace {

constexpr long secondsPerDay = 86'400;

template <class Write>
std::string written(Write write)
{
    BIO* memory = BIO_new(BIO_s_mem());
    write(memory);
    char* bytes = nullptr;
    const auto size = BIO_get_mem_data(memory, &bytes);
    std::string text(bytes, static_cast<std::size_t>(size));
    BIO_free(memory);
    return text;
}

EVP_PKEY* readKey(const std::string& pem)
{
    BIO* memory = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    EVP_PKEY* key = PEM_read_bio_PrivateKey(memory, nullptr, nullptr, nullptr);
    BIO_free(memory);
    return key;
}

void addExtension(X509* certificate, X509* issuer, int id, const std::string& value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

void setName(X509_NAME* name, const char* field, const std::string& value)
{
    if (!value.empty())
        X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value.c_str()),
                                   -1, -1, 0);
}

X509* draft(const CertificateRequest& request, EVP_PKEY* key, long serial)
{
    X509* certificate = X509_new();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate), request.validFromDays * secondsPerDay);
    X509_gmtime_adj(X509_getm_notAfter(certificate), request.validForDays * secondsPerDay);
    X509_set_pubkey(certificate, key);
    setName(X509_get_subject_name(certificate), "O", request.organization);
    setName(X509_get_subject_name(certificate), "CN", request.commonName);
    return certificate;
}

std::string certificateText(X509* certificate)
{
    return written([&](BIO* out) { PEM_write_bio_X509(out, certificate); });
}

} // namespace

Authority::Authority(const std::string& commonName) : m_key(EVP_EC_gen("P-256"))
{
    m_certificate = draft({commonName, {}, {}, -1, 30}, m_key, m_serial++);
    X509_set_issuer_name(m_certificate, X509_get_subject_name(m_certificate));
    addExtension(m_certificate, m_certificate, NID_basic_constraints, "critical,CA:TRUE");
    addExtension(m_certificate, m_certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
    X509_sign(m_certificate, m_key, EVP_sha256());
    m_pem = certificateText(m_certificate);
}

Authority::~Authority()
{
    X509_free(m_certificate);
    EVP_PKEY_free(m_key);
}

Issued Authority::issue(const CertificateRequest& request)
{
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = draft(request, key, m_serial++);
    X509_set_issuer_name(certificate, X509_get_subject_name(m_certificate));
    addExtension(certificate, m_certificate, NID_ext_key_usage, "serverAuth,clientAuth");
    std::string names;
    for (const auto& name : request.alternativeNames)
        names += (names.empty() ? "" : ",") + name;
    if (!names.empty())
        addExtension(certificate, m_certificate, NID_subject_alt_name, names);
    X509_sign(certificate, m_key, EVP_sha256());
    Issued issued{certificateText(certificate), written([&](BIO* out) {
                      PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
                  })};
    X509_free(certificate);
    EVP_PKEY_free(key);
    return issued;
}

Issued Authority::issueServer()
{
    return issue({.commonName = "server", .alternativeNames = {"IP:127.0.0.1", "DNS:localhost"}});
}

std::string encryptedKey(const std::string& keyPem, const std::string& passphrase)
{
    EVP_PKEY* key = readKey(keyPem);
    auto text = written([&](BIO* out) {
        PEM_write_bio_PKCS8PrivateKey(out, key, EVP_aes_256_cbc(), passphrase.c_str(),
                                      static_cast<int>(passphrase.size()), nullptr, nullptr);
    });
    EVP_PKEY_free(key);
    return text;
}

std::string keyWithParameters(const std::string& keyPem)
{
    EVP_PKEY* key = readKey(keyPem);
    auto text = written([&](BIO* out) {
        PEM_write_bio_Parameters(out, key);
        PEM_write_bio_PrivateKey_traditional(out, key, nullptr, nullptr, 0, nullptr, nullptr);
    });
    EVP_PKEY_free(key);
    return text;
}

} // namespace orrery::test
