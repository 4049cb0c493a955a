#include "engine/expiry.h"

#include "api/json.h"
#include "kubeconfig/encoding.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <ctime>
#include <memory>

namespace orrery::engine {

std::optional<WallTime> tokenExpiry(const Secret& token)
{
    const auto& text = token.reveal();
    const auto first = text.find('.');
    const auto second = first == std::string::npos ? first : text.find('.', first + 1);
    if (second == std::string::npos || text.find('.', second + 1) != std::string::npos)
        return std::nullopt;
    auto claims = text.substr(first + 1, second - first - 1);
    std::replace(claims.begin(), claims.end(), '-', '+');
    std::replace(claims.begin(), claims.end(), '_', '/');
    claims.append((4 - claims.size() % 4) % 4, '=');
    const auto bytes = kubeconfig::decodeBase64(claims);
    const auto document = bytes ? api::parseJson(*bytes) : failure(bytes.error());
    if (!document || !api::at(*document, "/exp").is_number())
        return std::nullopt;
    return WallTime(std::chrono::seconds(api::number(*document, "/exp")));
}

std::optional<WallTime> certificateExpiry(const std::string& pem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> reader(BIO_new_mem_buf(pem.data(), int(pem.size())), &BIO_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        PEM_read_bio_X509(reader.get(), nullptr, nullptr, nullptr), &X509_free);
    ERR_clear_error();
    std::tm ends{};
    if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &ends) != 1)
        return std::nullopt;
    using namespace std::chrono;
    return sys_days(year(ends.tm_year + 1900) / (ends.tm_mon + 1) / ends.tm_mday) + hours(ends.tm_hour)
         + minutes(ends.tm_min) + seconds(ends.tm_sec);
}

} // namespace orrery::engine
