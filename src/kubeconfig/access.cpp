#include "kubeconfig/access.h"

#include "kubeconfig/encoding.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace orrery::kubeconfig {

namespace {

constexpr std::uintmax_t largestFile = 64u << 20;

tl::unexpected<Error> invalid(std::string code, std::string message)
{
    return failure(ErrorKind::Invalid, "kubeconfig." + std::move(code), std::move(message));
}

/// One of a file or base64 text; both is a conflict, neither is empty.
Result<std::string> bytesOf(const std::string& configFile, const std::string& path, const std::string& base64,
                            const std::string& key)
{
    if (!path.empty() && !base64.empty())
        return invalid("conflict", key + " and " + key + "-data are both given");
    if (!path.empty())
        return readFile(besideFile(configFile, path)).map_error([&](Error error) {
            return std::move(error).during("reading " + key);
        });
    return decodeBase64(base64).map_error(
        [&](Error error) { return std::move(error).during("reading " + key + "-data"); });
}

struct ServerAddress {
    std::string scheme{};
    std::string username{};
    Secret password{};
    std::string host{};
    int port = 0;
    std::string path{};
};

std::string percentDecoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        int value = 0;
        const auto* digits = text.data() + i + 1;
        if (text[i] == '%' && i + 2 < text.size() && std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2) {
            out += static_cast<char>(value);
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

bool isHost(std::string_view host, bool bracketed)
{
    return !host.empty() && std::all_of(host.begin(), host.end(), [&](unsigned char c) {
        return bracketed ? std::isxdigit(c) || c == ':' || c == '.' || c == '%'
                         : std::isalnum(c) || c == '-' || c == '.' || c == '_' || c >= 0x80;
    });
}

/// `[user:password@]host[:port]`
bool parseAuthority(std::string_view authority, ServerAddress& address)
{
    if (const auto end = authority.rfind('@'); end != std::string_view::npos) {
        const auto login = authority.substr(0, end);
        const auto colon = login.find(':');
        address.username = percentDecoded(login.substr(0, colon));
        if (colon != std::string_view::npos)
            address.password = Secret(percentDecoded(login.substr(colon + 1)));
        authority.remove_prefix(end + 1);
    }
    const bool bracketed = authority.starts_with('[');
    const auto hostEnd = bracketed ? authority.find(']') : authority.find(':');
    if (bracketed && hostEnd == std::string_view::npos)
        return false;
    address.host = authority.substr(bracketed ? 1 : 0, bracketed ? hostEnd - 1 : hostEnd);
    auto rest =
        hostEnd == std::string_view::npos ? std::string_view() : authority.substr(hostEnd + (bracketed ? 1 : 0));
    if (!isHost(address.host, bracketed))
        return false;
    if (rest.empty() || rest == ":")
        return true;
    if (rest.front() != ':')
        return false;
    rest.remove_prefix(1);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), address.port);
    return error == std::errc{} && end == rest.data() + rest.size() && address.port > 0 && address.port < 65536;
}

std::optional<ServerAddress> parseServer(std::string_view server, bool tlsByDefault)
{
    ServerAddress address;
    const bool strange = std::any_of(server.begin(), server.end(), [](unsigned char c) { return c <= 0x20; });
    const auto schemeEnd = server.find("://");
    address.scheme = tlsByDefault ? "https" : "http";
    if (schemeEnd != std::string_view::npos) {
        address.scheme = server.substr(0, schemeEnd);
        std::transform(address.scheme.begin(), address.scheme.end(), address.scheme.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        server.remove_prefix(schemeEnd + 3);
    }
    if (strange || (address.scheme != "https" && address.scheme != "http"))
        return std::nullopt;
    server = server.substr(0, server.find_first_of("?#"));
    const auto slash = server.find('/');
    if (slash != std::string_view::npos)
        address.path = server.substr(slash);
    while (address.path.ends_with('/'))
        address.path.pop_back();
    if (!parseAuthority(server.substr(0, slash), address))
        return std::nullopt;
    if (address.port == 0)
        address.port = address.scheme == "https" ? 443 : 80;
    return address;
}

std::string spelled(const ServerAddress& address)
{
    const bool bracketed = address.host.find(':') != std::string::npos;
    return address.scheme + "://" + (bracketed ? "[" + address.host + "]" : address.host) + ":"
         + std::to_string(address.port) + address.path;
}

Result<void> takeCluster(Access& access, const ClusterEntry& cluster)
{
    auto authority = bytesOf(cluster.file, cluster.authorityFile, cluster.authorityBase64, "certificate-authority");
    if (!authority)
        return failure(std::move(authority.error()));
    if (cluster.insecure && !authority->empty())
        return invalid("conflict",
                       "insecure-skip-tls-verify and a certificate authority are both given; remove one of them");
    if (cluster.server.empty())
        return invalid("server", "the cluster " + cluster.name + " has no server address");
    const auto scheme = cluster.proxyUrl.substr(0, cluster.proxyUrl.find("://"));
    if (!cluster.proxyUrl.empty()
        && (scheme == cluster.proxyUrl || (scheme != "http" && scheme != "https" && scheme != "socks5")))
        return invalid("proxy", "proxy-url must start with http://, https:// or socks5://");
    access.caPem = std::move(*authority);
    access.insecure = cluster.insecure;
    access.tlsServerName = cluster.tlsServerName;
    access.proxyUrl = cluster.proxyUrl;
    return {};
}

Result<void> takeServer(Access& access, const ClusterEntry& cluster)
{
    const bool tls = !access.caPem.empty() || access.insecure || !access.clientCertificatePem.empty();
    auto address = parseServer(cluster.server, tls);
    if (!address)
        return invalid("server",
                       "the server address of the cluster " + cluster.name + " is not of the form https://host:port");
    access.server = spelled(*address);
    access.host = address->host;
    access.port = address->port;
    if (access.anonymous() && !address->username.empty()) { // as Go's http client does
        access.username = address->username;
        access.password = address->password;
    }
    return {};
}

constexpr std::string_view execGroup = "client.authentication.k8s.io/";

/// What kubectl refuses before it runs anything.
Result<void> checkExec(const UserEntry& user, const ExecEntry& exec)
{
    const auto refuse = [&](const std::string& why) { return invalid("exec", "the user " + user.name + ": " + why); };
    if (exec.command.empty())
        return refuse("exec names no command");
    if (exec.apiVersion.empty())
        return refuse("exec has no apiVersion; write client.authentication.k8s.io/v1");
    const bool nameless = std::any_of(exec.environment.begin(), exec.environment.end(),
                                      [](const auto& variable) { return variable.first.empty(); });
    if (nameless)
        return refuse("exec sets a variable without a name");
    const auto& mode = exec.interactiveMode;
    if (mode.empty() && exec.apiVersion != std::string(execGroup) + "v1beta1")
        return refuse("exec has no interactiveMode; write Never, IfAvailable or Always");
    if (!mode.empty() && mode != "Never" && mode != "IfAvailable" && mode != "Always")
        return refuse("exec has an interactiveMode that is none of Never, IfAvailable and Always");
    return {};
}

Result<void> checkConflicts(const UserEntry& user)
{
    if (!user.token.empty() && (!user.username.empty() || !user.password.empty()))
        return invalid("conflict", "a token and a user name with password are both given; remove one of them");
    if (user.exec && !user.authProvider.empty())
        return invalid("conflict", "exec and auth-provider are both given; remove one of them");
    if (user.exec) {
        if (auto checked = checkExec(user, *user.exec); !checked)
            return checked;
    }
    const auto& as = user.impersonation;
    if (as.user.empty() && !as.empty())
        return invalid("impersonation", "as-uid, as-groups and as-user-extra need a user name in `as`");
    return {};
}

Result<void> takeCertificate(Access& access, const UserEntry& user)
{
    auto certificate = bytesOf(user.file, user.certificateFile, user.certificateBase64.reveal(), "client-certificate");
    if (!certificate)
        return failure(std::move(certificate.error()));
    auto key = bytesOf(user.file, user.keyFile, user.keyBase64.reveal(), "client-key");
    if (!key)
        return failure(std::move(key.error()));
    if (!certificate->empty() && key->empty())
        return invalid("conflict", "the user " + user.name + " has a client certificate without its key");
    if (certificate->empty())
        return {}; // kubectl ignores a key alone
    access.clientCertificatePem = Secret(std::move(*certificate));
    access.clientKeyPem = Secret(std::move(*key));
    return {};
}

Result<void> takeToken(Access& access, const UserEntry& user)
{
    access.token = user.token;
    if (user.tokenFile.empty())
        return {};
    auto path = besideFile(user.file, user.tokenFile);
    const auto content = readFile(path);
    if (!content && user.token.empty())
        return failure(content.error().during("reading tokenFile"));
    access.tokenFile = std::move(path);
    return {};
}

/// A token or a password wins over a provider, as with kubectl.
Result<void> takeAuthProvider(Access& access, const UserEntry& user)
{
    if (user.authProvider.empty() || !access.token.empty() || !access.tokenFile.empty() || !access.username.empty())
        return {};
    if (user.authProvider != "oidc")
        return invalid("auth-provider-not-supported",
                       "the user " + user.name + " uses the auth-provider " + user.authProvider
                           + ", which Kubernetes has given up; get a kubeconfig that names a program (exec) instead");
    if (user.idToken.empty())
        return invalid("oidc", "the user " + user.name
                                   + " has no id-token; log in with the program that manages this kubeconfig");
    access.token = user.idToken;
    access.authProvider = user.authProvider;
    return {};
}

Result<void> takePlugin(Access& access, const UserEntry& user)
{
    if (!user.exec || !access.anonymous())
        return {};
    const auto& version = user.exec->apiVersion;
    if (version != std::string(execGroup) + "v1" && version != std::string(execGroup) + "v1beta1")
        return invalid("exec", "the user " + user.name + ": exec has the apiVersion " + version
                                   + "; Orrery and kubectl know client.authentication.k8s.io/v1 and v1beta1");
    auto& plugin = access.plugin.emplace();
    plugin.entry = *user.exec;
    plugin.file = user.file;
    if (std::filesystem::path(plugin.entry.command).has_parent_path())
        plugin.entry.command = besideFile(user.file, plugin.entry.command);
    if (plugin.entry.interactiveMode.empty())
        plugin.entry.interactiveMode = "IfAvailable";
    return {};
}

Result<void> takeUser(Access& access, const UserEntry& user)
{
    if (auto checked = checkConflicts(user); !checked)
        return checked;
    for (const auto take : {takeCertificate, takeToken}) {
        if (auto taken = take(access, user); !taken)
            return taken;
    }
    access.username = user.username;
    access.password = user.password;
    access.impersonation = user.impersonation;
    for (const auto take : {takeAuthProvider, takePlugin}) {
        if (auto taken = take(access, user); !taken)
            return taken;
    }
    return {};
}

} // namespace

Result<Access> access(const ContextEntry& context, const ClusterEntry& cluster, const UserEntry* user)
{
    Access access;
    access.context = context.name;
    access.file = context.file;
    access.cluster = context.cluster;
    access.user = context.user;
    access.ns = context.ns;
    auto taken = takeCluster(access, cluster);
    if (taken && user)
        taken = takeUser(access, *user);
    if (taken)
        taken = takeServer(access, cluster);
    if (taken && access.plugin) {
        access.plugin->server = cluster.server;
        access.plugin->disableCompression = cluster.disableCompression;
        access.plugin->clusterConfig = cluster.execConfig;
    }
    if (!taken)
        return failure(std::move(taken.error()).during("using context " + context.name));
    return access;
}

std::string besideFile(const std::string& file, const std::string& path)
{
    const std::filesystem::path named(path);
    if (named.is_absolute())
        return path;
    return (std::filesystem::path(file).parent_path() / named).string();
}

Result<std::string> readFile(const std::string& path)
{
    const auto refuse = [&](const std::string& why) { return invalid("file", "cannot read " + path + ": " + why); };
    const auto refuseBy = [&](int error) { return refuse(std::generic_category().message(error)); };
    struct Opened {
        int number;
        ~Opened()
        {
            if (number >= 0)
                ::close(number);
        }
    };
    const Opened file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    struct stat status { };
    if (file.number < 0 || ::fstat(file.number, &status) != 0)
        return refuseBy(errno);
    if (S_ISDIR(status.st_mode))
        return refuse("it is a folder");
    const auto expected = static_cast<std::uintmax_t>(std::max<off_t>(status.st_size, 0));
    // One byte more finds the end of an ordinary file at the first try; pipes say that they hold nothing.
    std::string bytes(std::max<std::uintmax_t>(std::min(expected, largestFile) + 1, 4096), '\0');
    for (std::size_t size = 0;;) {
        const auto count = ::read(file.number, bytes.data() + size, bytes.size() - size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return refuseBy(errno);
        size += static_cast<std::size_t>(count);
        if (size > largestFile)
            return refuse("it is larger than 64 MiB");
        if (count == 0) {
            bytes.resize(size);
            return bytes;
        }
        if (size == bytes.size())
            bytes.resize(size * 2);
    }
}

} // namespace orrery::kubeconfig
