#include "engine/connector.h"

#include "base/bytes.h"
#include "engine/expiry.h"
#include "engine/plugin_sender.h"
#include "kubeconfig/edit.h"
#include "kubeconfig/encoding.h"
#include "kubeconfig/kubeconfig.h"
#include "net/endpoint.h"
#include "net/proxy.h"

#include <array>
#include <map>
#include <mutex>

namespace orrery::engine {

namespace {

using kubeconfig::Kubeconfig;

/// A token in a file is read again each minute; the last good value outlives a failed read.
class TokenFile final : public client::Authorizer {
public:
    TokenFile(std::string path, Secret fallback, http::Headers others, const Clock& clock)
        : m_path(std::move(path)), m_token(std::move(fallback)), m_others(std::move(others)), m_clock(clock)
    {
    }

    Result<http::Headers> headers() override
    {
        const std::lock_guard lock(m_mutex);
        if (!m_readAt || m_clock.now() - *m_readAt > std::chrono::minutes(1)) {
            auto bytes = kubeconfig::readFile(m_path);
            if (!bytes && m_token.empty())
                return failure(bytes.error());
            if (bytes)
                while (!bytes->empty() && static_cast<unsigned char>(bytes->back()) <= ' ')
                    bytes->pop_back();
            if (bytes && !bytes->empty())
                m_token = Secret(std::move(*bytes));
            if (m_token.empty())
                return failure(ErrorKind::Unauthorized, "kubeconfig.file", "the token file " + m_path + " is empty");
            m_readAt = m_clock.now();
        }
        auto headers = m_others;
        headers.push_back({"Authorization", "Bearer " + m_token.reveal()});
        return headers;
    }

private:
    std::mutex m_mutex{};
    std::string m_path;
    Secret m_token;
    http::Headers m_others;
    const Clock& m_clock;
    std::optional<SteadyTime> m_readAt{};
};

/// The id-token of an auth-provider: as it is, and only while it is valid. Nobody renews it.
class IdToken final : public client::Authorizer {
public:
    IdToken(std::string user, Secret token, http::Headers others, const Clock& clock)
        : m_user(std::move(user)), m_token(std::move(token)), m_others(std::move(others)),
          m_expires(tokenExpiry(m_token)), m_clock(clock)
    {
    }

    Result<http::Headers> headers() override
    {
        if (m_expires && *m_expires <= m_clock.wall())
            return failure(ErrorKind::Unauthorized, "oidc.expired",
                           "the id-token of the user " + m_user + " expired at " + rfc3339(*m_expires)
                               + "; log in again with the program that writes it (Orrery only reads it)");
        auto headers = m_others;
        headers.push_back({"Authorization", "Bearer " + m_token.reveal()});
        return headers;
    }

private:
    std::string m_user;
    Secret m_token;
    http::Headers m_others;
    std::optional<WallTime> m_expires;
    const Clock& m_clock;
};

http::Headers impersonation(const kubeconfig::Impersonation& as)
{
    http::Headers headers;
    if (!as.user.empty())
        headers.push_back({"Impersonate-User", as.user});
    if (!as.uid.empty())
        headers.push_back({"Impersonate-Uid", as.uid});
    for (const auto& group : as.groups)
        headers.push_back({"Impersonate-Group", group});
    for (const auto& [key, values] : as.extra) {
        for (const auto& value : values)
            headers.push_back({"Impersonate-Extra-" + http::percentEncode(key), value});
    }
    return headers;
}

std::shared_ptr<client::Authorizer> authorizer(const kubeconfig::Access& access, const Clock& clock)
{
    auto headers = impersonation(access.impersonation);
    if (!access.tokenFile.empty())
        return std::make_shared<TokenFile>(access.tokenFile, access.token, std::move(headers), clock);
    if (!access.authProvider.empty())
        return std::make_shared<IdToken>(access.user, access.token, std::move(headers), clock);
    if (!access.token.empty())
        headers.push_back({"Authorization", "Bearer " + access.token.reveal()});
    else if (!access.username.empty())
        headers.push_back({"Authorization", "Basic " + encodeBase64(access.username + ":" + access.password.reveal())});
    return client::fixedHeaders(std::move(headers));
}

class KubeconfigConnector final : public Connector {
public:
    KubeconfigConnector(std::string path, Kubeconfig config, const Clock& clock, PluginSettings plugins)
        : m_path(std::move(path)), m_config(std::move(config)), m_clock(clock), m_plugins(std::move(plugins))
    {
        if (!m_plugins.trust)
            m_plugins.trust = std::make_shared<PluginTrust>(std::string(), clock);
        if (!m_plugins.path)
            m_plugins.path = std::make_shared<LoginPath>();
    }

    std::vector<ContextView> contexts() const override
    {
        const std::lock_guard lock(m_mutex);
        std::vector<ContextView> out;
        for (const auto& entry : m_config.contexts()) {
            ContextView view;
            view.name = entry.name;
            view.user = entry.user;
            view.current = entry.name == m_config.currentContext();
            const auto access = m_config.resolve(entry.name);
            if (access) {
                view.server = access->host + ":" + std::to_string(access->port);
                view.insecure = access->insecure;
            } else {
                view.problem = access.error().message;
            }
            out.push_back(std::move(view));
        }
        return out;
    }

    std::string currentContext() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_config.currentContext();
    }

    std::string source() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_config.files().empty() ? m_path : m_config.files().front().path;
    }

    Result<federation::Access> access(const std::string& context) override
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_sessions.find(context); known != m_sessions.end())
            return known->second;
        const auto resolved = m_config.resolve(context);
        if (!resolved)
            return failure(resolved.error());
        net::Endpoint endpoint;
        endpoint.url = resolved->server;
        endpoint.caPem = resolved->caPem;
        endpoint.clientCertificatePem = resolved->clientCertificatePem;
        endpoint.clientKeyPem = resolved->clientKeyPem;
        endpoint.insecure = resolved->insecure;
        endpoint.tlsServerName = resolved->tlsServerName;
        auto session = open(context, std::move(endpoint), resolved->proxyUrl, authorizer(*resolved, m_clock),
                            resolved->plugin ? credentialOf(*resolved) : nullptr);
        if (!session)
            return failure(session.error().during("context " + context));
        federation::Access access;
        access.name = context;
        access.context = context;
        access.user = resolved->user;
        access.session = std::move(*session);
        access.endpoint = resolved->server;
        access.caPem = resolved->caPem;
        access.insecure = resolved->insecure;
        access.tlsServerName = resolved->tlsServerName;
        access.proxyUrl = resolved->proxyUrl;
        m_sessions.emplace(context, access);
        return access;
    }

    Result<std::shared_ptr<client::Session>> connect(const federation::MemberCluster& cluster,
                                                     const Secret& token) override
    {
        net::Endpoint endpoint;
        endpoint.url = cluster.endpoint;
        endpoint.caPem = cluster.caPem;
        endpoint.insecure = cluster.insecure;
        endpoint.tlsServerName = cluster.tlsServerName;
        return open(cluster.name, std::move(endpoint), cluster.proxyUrl, client::bearerToken(token));
    }

    Result<std::string> addContext(const std::string& name, const std::string& like) override
    {
        const std::lock_guard lock(m_mutex);
        const auto* entry = m_config.context(like);
        if (!entry)
            return failure(ErrorKind::NotFound, "kubeconfig.no-such-context", "there is no context " + like);
        const auto path = entry->file;
        const auto added = kubeconfig::addContext(path, name, like);
        if (!added)
            return failure(added.error());
        reload();
        return std::string(*added ? "added to " : "was there already in ") + path;
    }

    Result<void> removeContext(const std::string& name) override
    {
        const std::lock_guard lock(m_mutex);
        const auto* entry = m_config.context(name);
        if (!entry)
            return {};
        const auto removed = kubeconfig::removeContext(entry->file, name);
        reload();
        if (!removed)
            return failure(removed.error());
        return {};
    }

    Result<void> reread() override
    {
        auto fresh = Kubeconfig::load(m_path);
        if (!fresh)
            return failure(fresh.error());
        // Their ends may wait for others, who may wait for us.
        decltype(m_sessions) sessions;
        decltype(m_credentials) credentials;
        const std::lock_guard lock(m_mutex);
        m_config = std::move(*fresh);
        sessions.swap(m_sessions);
        credentials.swap(m_credentials);
        return {};
    }

private:
    Result<std::shared_ptr<client::Session>> open(const std::string& name, net::Endpoint endpoint,
                                                  const std::string& proxyUrl,
                                                  std::shared_ptr<client::Authorizer> authorizer,
                                                  std::shared_ptr<ExecCredential> credential = {})
    {
        auto proxy = net::chooseProxy(endpoint.url, proxyUrl, m_environment);
        if (!proxy)
            return failure(proxy.error());
        endpoint.proxyUrl = std::move(*proxy);
        auto sender = net::makeSender(m_loop, endpoint);
        if (!sender)
            return failure(sender.error());
        if (credential)
            sender = std::make_shared<PluginSender>(
                std::move(credential), [loop = m_loop, endpoint](const Secret& certificate, const Secret& key) {
                    auto own = endpoint;
                    own.clientCertificatePem = certificate;
                    own.clientKeyPem = key;
                    return net::makeSender(loop, std::move(own));
                });
        client::SessionOptions options;
        options.cluster = name;
        return std::make_shared<client::Session>(std::move(options), std::move(*sender), std::move(authorizer),
                                                 m_clock);
    }

    /// One for all contexts of a user, unless its program is told about the cluster.
    std::shared_ptr<ExecCredential> credentialOf(const kubeconfig::Access& access)
    {
        const bool told = access.plugin->entry.provideClusterInfo;
        auto& known = m_credentials[{access.plugin->file, access.user, told ? access.context : std::string()}];
        if (!known)
            known = std::make_shared<ExecCredential>(access, m_plugins, m_clock);
        return known;
    }

    void reload()
    {
        if (auto fresh = Kubeconfig::load(m_path))
            m_config = std::move(*fresh);
    }

    std::string m_path;
    mutable std::mutex m_mutex{};
    Kubeconfig m_config;
    const Clock& m_clock;
    net::ProxyEnvironment m_environment = net::ProxyEnvironment::ofProcess();
    std::shared_ptr<net::Loop> m_loop = std::make_shared<net::Loop>();
    std::map<std::string, federation::Access> m_sessions{};
    PluginSettings m_plugins;
    std::map<std::array<std::string, 3>, std::shared_ptr<ExecCredential>> m_credentials{};
};

} // namespace

Result<std::shared_ptr<Connector>> kubeconfigConnector(const std::string& path, const Clock& clock,
                                                       PluginSettings plugins)
{
    auto config = Kubeconfig::load(path);
    if (!config)
        return failure(config.error());
    return std::shared_ptr<Connector>(
        std::make_shared<KubeconfigConnector>(path, std::move(*config), clock, std::move(plugins)));
}

} // namespace orrery::engine
