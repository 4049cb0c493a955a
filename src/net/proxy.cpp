#include "net/proxy.h"

#include "base/environment.h"
#include "net/route.h"

#include <array>
#include <cctype>
#include <charconv>
#include <cstring>
#include <optional>
#include <vector>

#ifdef _WIN32
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <arpa/inet.h>
#endif

namespace orrery::net {

namespace {

/// An IPv4 or IPv6 address as bytes; IPv4 inside IPv6 counts as IPv4.
using AddressBytes = std::vector<unsigned char>;

std::optional<AddressBytes> addressBytes(std::string_view text)
{
    const std::string zeroEnded(text);
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET, zeroEnded.c_str(), bytes.data()) == 1)
        return AddressBytes(bytes.begin(), bytes.begin() + 4);
    if (inet_pton(AF_INET6, zeroEnded.c_str(), bytes.data()) != 1)
        return std::nullopt;
    static constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (std::memcmp(bytes.data(), mapped.data(), mapped.size()) == 0)
        return AddressBytes(bytes.begin() + 12, bytes.end());
    return AddressBytes(bytes.begin(), bytes.end());
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())))
        text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())))
        text.remove_suffix(1);
    return text;
}

std::string lower(std::string_view text)
{
    std::string out(text);
    for (auto& c : out)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

std::optional<int> number(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// Nothing when the text is no block; else whether it holds the address.
std::optional<bool> inBlock(std::string_view text, const std::optional<AddressBytes>& address)
{
    const auto slash = text.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const auto network = addressBytes(text.substr(0, slash));
    const auto bits = number(text.substr(slash + 1));
    if (!network || !bits || *bits < 0 || static_cast<std::size_t>(*bits) > network->size() * 8)
        return std::nullopt;
    if (!address || address->size() != network->size())
        return false;
    for (int bit = 0; bit < *bits; ++bit) {
        const auto mask = static_cast<unsigned char>(0x80u >> (bit % 8));
        const auto byte = static_cast<std::size_t>(bit / 8);
        if (((*network)[byte] & mask) != ((*address)[byte] & mask))
            return false;
    }
    return true;
}

struct HostPort {
    std::string host{};
    std::optional<int> port{};
};

HostPort splitPort(const std::string& entry)
{
    if (entry.front() == '[') {
        const auto end = entry.find(']');
        if (end == std::string::npos)
            return {entry, {}};
        const bool withPort = end + 1 < entry.size() && entry[end + 1] == ':';
        return {entry.substr(1, end - 1), withPort ? number(std::string_view(entry).substr(end + 2)) : std::nullopt};
    }
    const auto colon = entry.find(':');
    if (colon == std::string::npos || entry.find(':', colon + 1) != std::string::npos)
        return {entry, {}};
    return {entry.substr(0, colon), number(std::string_view(entry).substr(colon + 1))};
}

bool matches(const std::string& entry, const std::string& host, int port)
{
    const auto address = addressBytes(host);
    if (const auto inside = inBlock(entry, address))
        return *inside;
    auto [name, onlyPort] = splitPort(entry);
    if (onlyPort && *onlyPort != port)
        return false;
    if (const auto listed = addressBytes(name))
        return address == listed;
    if (name.starts_with("*."))
        name.erase(0, 1);
    if (name.empty())
        return false;
    if (name.front() == '.')
        return host.ends_with(name);
    return host == name || host.ends_with("." + name);
}

bool isLoopback(const std::string& host)
{
    if (host == "localhost")
        return true;
    const auto address = addressBytes(host);
    if (!address)
        return false;
    if (address->size() == 4)
        return address->front() == 127;
    return *address == *addressBytes("::1");
}

Result<std::string> checkedProxy(std::string_view text)
{
    auto proxy = std::string(trimmed(text));
    if (proxy.empty())
        return proxy;
    if (proxy.find("://") == std::string::npos)
        proxy = "http://" + proxy;
    const auto scheme = lower(proxy.substr(0, proxy.find("://")));
    if (scheme != "http" && scheme != "https" && scheme != "socks5")
        return failure(ErrorKind::Invalid, "net.proxy",
                       "a proxy address starts with http://, https:// or socks5://, not " + scheme + "://");
    return scheme + proxy.substr(scheme.size());
}

std::string variable(const char* capitals, const char* small)
{
    for (const char* name : {capitals, small}) {
        if (auto value = environmentVariable(name); !value.empty())
            return value;
    }
    return {};
}

} // namespace

ProxyEnvironment ProxyEnvironment::ofProcess()
{
    return {variable("HTTPS_PROXY", "https_proxy"), variable("HTTP_PROXY", "http_proxy"),
            variable("ALL_PROXY", "all_proxy"), variable("NO_PROXY", "no_proxy")};
}

bool exemptFromProxy(std::string_view noProxy, std::string_view host, int port)
{
    auto name = lower(host);
    if (!name.empty() && name.back() == '.')
        name.pop_back();
    while (!noProxy.empty()) {
        const auto comma = noProxy.find(',');
        const auto entry = lower(trimmed(noProxy.substr(0, comma)));
        if (entry == "*" || (!entry.empty() && matches(entry, name, port)))
            return true;
        noProxy = comma == std::string_view::npos ? std::string_view{} : noProxy.substr(comma + 1);
    }
    return false;
}

Result<std::string> chooseProxy(std::string_view url, std::string_view kubeconfigProxy,
                                const ProxyEnvironment& environment)
{
    if (!trimmed(kubeconfigProxy).empty())
        return checkedProxy(kubeconfigProxy);
    const auto address = parseAddress(std::string(url));
    if (!address)
        return failure(address.error());
    const auto host = lower(address->host);
    if (isLoopback(host) || exemptFromProxy(environment.noProxy, host, address->port))
        return std::string();
    const auto& ofScheme = address->scheme == "https" ? environment.httpsProxy : environment.httpProxy;
    return checkedProxy(ofScheme.empty() ? environment.allProxy : ofScheme);
}

} // namespace orrery::net
