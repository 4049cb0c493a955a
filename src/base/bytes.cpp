#include "base/bytes.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <memory>

namespace orrery {

std::string encodeBase64(std::string_view bytes)
{
    static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            out += i + k > bytes.size() ? '=' : alphabet[group >> (18 - 6 * k) & 63U];
    }
    return out;
}

std::string sha256(std::string_view bytes)
{
    // Looking the algorithm up takes longer than hashing a short text.
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm(EVP_MD_fetch(nullptr, "SHA256", nullptr),
                                                                           &EVP_MD_free);
    thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> state(EVP_MD_CTX_new(),
                                                                                     &EVP_MD_CTX_free);
    std::array<unsigned char, 32> hash{};
    EVP_DigestInit_ex2(state.get(), algorithm.get(), nullptr);
    EVP_DigestUpdate(state.get(), bytes.data(), bytes.size());
    EVP_DigestFinal_ex(state.get(), hash.data(), nullptr);
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out(2 * hash.size(), '\0');
    for (std::size_t i = 0; i < hash.size(); ++i) {
        out[2 * i] = digits[hash[i] >> 4U];
        out[2 * i + 1] = digits[hash[i] & 15U];
    }
    return out;
}

} // namespace orrery
