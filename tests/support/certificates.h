#pragma once

#include <memory>
#include <string>
#include <vector>

using EVP_PKEY = struct evp_pkey_st;
using X509 = struct x509_st;

namespace orrery::test {

struct Issued {
    std::string certificatePem{};
    std::string keyPem{};
};

/// What to put into a certificate.
struct CertificateRequest {
    std::string commonName{};
    std::string organization{};
    std::vector<std::string> alternativeNames{}; ///< as OpenSSL writes them: `DNS:localhost`, `IP:127.0.0.1`
    int validFromDays = -1;
    int validForDays = 30;
};

/// A certificate authority made for one test, with P-256 keys.
class Authority {
public:
    explicit Authority(const std::string& commonName);
    ~Authority();
    Authority(const Authority&) = delete;
    Authority& operator=(const Authority&) = delete;

    [[nodiscard]] const std::string& pem() const { return m_pem; }
    [[nodiscard]] Issued issue(const CertificateRequest& request);
    /// For a server on 127.0.0.1 that is also called `localhost`.
    [[nodiscard]] Issued issueServer();

private:
    EVP_PKEY* m_key = nullptr;
    X509* m_certificate = nullptr;
    std::string m_pem{};
    long m_serial = 1;
};

/// A key of ours as other programs write it.
[[nodiscard]] std::string encryptedKey(const std::string& keyPem, const std::string& passphrase);
/// SEC1 with the parameters block before it, as `openssl ecparam -genkey` writes.
[[nodiscard]] std::string keyWithParameters(const std::string& keyPem);

} // namespace orrery::test
