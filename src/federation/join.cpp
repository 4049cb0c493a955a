#include "base/bytes.h"
#include "federation/membership.h"

#include "base/joined.h"
#include "federation/cluster_facts.h"
#include "federation/membership_steps.h"
#include "federation/names.h"

#include <openssl/evp.h>

#include <algorithm>
#include <thread>

namespace orrery::federation {

using api::Json;
using api::text;

namespace {

constexpr auto tokenLife = std::chrono::hours(7 * 24);

/// What a join knows of one member; its steps share it.
struct Joining {
    FederationObject federation{};
    Access host{};
    JoinMember member{};
    Connect connect{};
    const Clock* clock = nullptr;
    std::string clusterUid{};
    ClusterFacts facts{};
    std::string token{};
    std::string expiry{};

    [[nodiscard]] const std::string& name() const { return member.access.name; }
    [[nodiscard]] std::string serviceAccount() const { return name() + "-" + federation.name; }
    [[nodiscard]] std::string role() const { return "orrery:" + federation.name + ":" + name(); }
    [[nodiscard]] Json labelled(std::string objectName, bool namespaced = false) const
    {
        Json manifest{
            {"metadata", {{"name", std::move(objectName)}, {"labels", {{names::managedBy, federation.name}}}}}};
        if (namespaced)
            manifest["metadata"]["namespace"] = federation.systemNamespace;
        return manifest;
    }
};
using JoiningPtr = std::shared_ptr<Joining>;

/// A fresh token of a service account: {token, expirationTimestamp}.
Result<Json> requestToken(client::Session& session, const std::string& ns, const std::string& serviceAccount,
                          std::stop_token stop)
{
    http::HttpRequest request;
    request.method = "POST";
    request.target = api::path(resources::serviceAccounts, {ns, serviceAccount}, "token");
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    request.body = api::dump({{"apiVersion", "authentication.k8s.io/v1"},
                              {"kind", "TokenRequest"},
                              {"spec", {{"expirationSeconds", std::chrono::seconds(tokenLife).count()}}}});
    auto answer = session.json(request, stop);
    if (!answer)
        return failure(answer.error());
    return api::at(*answer, "/status");
}

Json tokenSecret(const FederationObject& federation, const std::string& cluster, const std::string& token,
                 const std::string& expiry, const Clock& clock)
{
    return {{"apiVersion", "v1"},
            {"kind", "Secret"},
            {"type", "Opaque"},
            {"metadata",
             {{"name", cluster + "-token"},
              {"namespace", federation.systemNamespace},
              {"labels", {{names::managedBy, federation.name}}},
              {"annotations", {{names::expires, expiry}, {names::issued, rfc3339(clock.wall())}}}}},
            {"data", {{"token", encodeBase64(token)}}}};
}

Check duplicateCheck(Joining& joining, const std::vector<MemberCluster>& existing, std::stop_token stop)
{
    Check check;
    check.id = "duplicate";
    check.title = "Not joined already";
    check.hint = "uid of kube-system";
    check.target = joining.name();
    const auto kubeSystem = joining.member.access.session->get(resources::namespaces, {"", "kube-system"}, stop);
    if (!kubeSystem) {
        check.verdict = Verdict::Fail;
        check.text = "cannot tell";
        check.detail = joining.name() + ": " + kubeSystem.error().text() + ".";
        check.fix = "Use a context that may read the namespace kube-system.";
        return check;
    }
    joining.clusterUid = text(*kubeSystem, "/metadata/uid");
    check.text = joining.clusterUid.substr(0, 8) + ", new here";
    for (const auto& cluster : existing) {
        const bool sameUid = cluster.clusterUid == joining.clusterUid;
        if (sameUid && cluster.name == joining.name()) {
            check.verdict = Verdict::Warn;
            check.text = "is a member already";
            check.detail =
                joining.name() + " has joined " + joining.federation.name + "; join verifies and repairs it.";
        } else if (sameUid) {
            check.verdict = Verdict::Fail;
            check.text = "joined as " + cluster.name;
            check.detail = "This cluster already is a member, under the name " + cluster.name + ".";
            check.fix = "Use it under that name, or first: orreryctl unjoin " + cluster.name
                      + " --keep --context=" + joining.federation.name;
        } else if (cluster.name == joining.name()) {
            check.verdict = Verdict::Fail;
            check.text = "name taken";
            check.detail = "Another cluster (" + cluster.endpoint + ") has joined under the name " + cluster.name + ".";
            check.fix = "Choose another name: orreryctl join NAME --cluster-context=" + joining.member.access.context;
        }
    }
    return check;
}

Check labelsCheck(Joining& joining, std::stop_token stop)
{
    Check check;
    check.id = "labels";
    check.title = "Region and zone labels";
    check.hint = "on every node";
    check.target = joining.name();
    auto facts = readFacts(*joining.member.access.session, stop);
    if (!facts) {
        check.verdict = Verdict::Warn;
        check.text = "cannot read nodes";
        check.detail = joining.name() + ": " + facts.error().text() + ".";
        check.fix = "Say --region and --zones, or use a context that may list nodes.";
        return check;
    }
    joining.facts = std::move(*facts);
    const auto& found = joining.facts;
    check.text = std::to_string(found.nodesWithRegion) + " of " + std::to_string(found.nodes) + " nodes, "
               + std::to_string(found.zones.size()) + (found.zones.size() == 1 ? " zone" : " zones");
    if ((found.nodesWithRegion < found.nodes || found.nodes == 0) && joining.member.region.empty()) {
        check.verdict = Verdict::Warn;
        check.detail = joining.name() + " can join, but its place on the map and its DNS names are not known"
                     + std::string(found.nodes ? "." : ": it has no nodes.");
        check.fix = "Label the nodes (topology.kubernetes.io/region and zone), or say --region.";
    }
    return check;
}

Check apisCheck(const Joining& joining, std::stop_token stop)
{
    Check check;
    check.id = "apis";
    check.title = "Needed APIs";
    check.hint = "for the enabled kinds";
    check.target = joining.name();
    client::Discovery discovery(joining.member.access.session);
    const std::vector<std::pair<std::string, std::string>> wanted{
        {"v1", "Namespace"},       {"v1", "ConfigMap"},       {"v1", "Secret"},         {"v1", "Service"},
        {"apps/v1", "Deployment"}, {"apps/v1", "ReplicaSet"}, {"apps/v1", "DaemonSet"}, {"batch/v1", "Job"}};
    std::vector<std::string> missing;
    for (const auto& [apiVersion, kind] : wanted) {
        if (!discovery.find(apiVersion, kind, stop))
            missing.push_back(apiVersion + " " + kind);
    }
    check.text = std::to_string(wanted.size() - missing.size()) + " of " + std::to_string(wanted.size()) + " served";
    if (!missing.empty()) {
        check.verdict = Verdict::Fail;
        check.detail = joining.name() + " does not serve " + joined(missing) + ".";
        check.fix = "Upgrade the cluster, or enable these APIs.";
    }
    return check;
}

Check nameCheck(const Joining& joining)
{
    Check check;
    check.id = "name";
    check.title = "Name";
    check.hint = "in the federation";
    check.target = joining.name();
    check.text = joining.name();
    if (!steps::isName(joining.name())) {
        check.verdict = Verdict::Fail;
        check.detail = "A cluster's name is 1 to 63 lower-case letters, digits and -.";
        check.fix = "Choose one: orreryctl join NAME --cluster-context=" + joining.member.access.context;
    }
    return check;
}

/// Granting a role needs the rights in it: only the API server can tell, and a dry run asks it without writing.
Check dryRunCheck(const Joining& joining, std::stop_token stop)
{
    Check check;
    check.id = "dry-run";
    check.title = "Dry run";
    check.hint = "server-side, nothing is stored";
    check.target = joining.name();
    auto role = joining.labelled(joining.role());
    role["apiVersion"] = resources::clusterRoles.apiVersion();
    role["kind"] = resources::clusterRoles.kind;
    role["rules"] = memberRules();
    const auto answer =
        joining.member.access.session->call(api::createRequest(resources::clusterRoles, role, true), stop);
    if (answer || answer.error().kind == ErrorKind::AlreadyExists) {
        check.text = "role accepted";
        return check;
    }
    check.verdict = Verdict::Fail;
    check.text = "role refused";
    check.detail = joining.name() + ": " + answer.error().text() + ".";
    check.fix = "Use a context whose user has these rights itself, for example one bound to cluster-admin.";
    return check;
}

std::vector<Check> checksOf(Joining& joining, const std::vector<MemberCluster>& existing,
                            const client::ServerVersion* host, std::stop_token stop)
{
    const auto& access = joining.member.access;
    std::vector<Check> checks;
    checks.push_back(nameCheck(joining));
    checks.push_back(steps::reachable(access, stop));
    if (checks.back().verdict == Verdict::Fail) {
        for (const auto& [id, title] : {std::pair{"version", "Version"},
                                        {"duplicate", "Not joined already"},
                                        {"permissions", "Permissions"},
                                        {"labels", "Region and zone labels"},
                                        {"apis", "Needed APIs"},
                                        {"clock", "Clock"}})
            checks.push_back(steps::skipped(access, id, title, "needs an answer"));
        return checks;
    }
    checks.push_back(steps::version(access, host, stop));
    checks.push_back(duplicateCheck(joining, existing, stop));
    checks.push_back(steps::permissions(access,
                                        {{"create", "", "namespaces", ""},
                                         {"create", "", "serviceaccounts", joining.federation.systemNamespace},
                                         {"create", "", "serviceaccounts/token", joining.federation.systemNamespace},
                                         {"create", "rbac.authorization.k8s.io", "clusterroles", ""},
                                         {"create", "rbac.authorization.k8s.io", "clusterrolebindings", ""}},
                                        stop));
    checks.push_back(checks.back().verdict == Verdict::Pass
                         ? dryRunCheck(joining, stop)
                         : steps::skipped(access, "dry-run", "Dry run", "needs permissions"));
    checks.push_back(labelsCheck(joining, stop));
    checks.push_back(apisCheck(joining, stop));
    checks.push_back(steps::clockSkew(access));
    return checks;
}

Json clusterObject(const Joining& joining)
{
    const auto& member = joining.member;
    auto manifest = joining.labelled(joining.name());
    auto& spec = manifest["spec"];
    spec = {{"endpoint", member.access.endpoint},
            {"clusterUID", joining.clusterUid},
            {"serviceAccount", joining.serviceAccount()},
            {"secretRef", {{"name", joining.name() + "-token"}}}};
    if (!member.access.caPem.empty())
        spec["caBundle"] = encodeBase64(member.access.caPem);
    if (member.access.insecure)
        spec["insecureSkipTLSVerify"] = true;
    if (!member.access.tlsServerName.empty())
        spec["tlsServerName"] = member.access.tlsServerName;
    if (!member.access.proxyUrl.empty())
        spec["proxyURL"] = member.access.proxyUrl;
    const auto put = [&](const char* field, const std::string& said, const std::string& found) {
        if (!said.empty() || !found.empty())
            spec[field] = said.empty() ? found : said;
    };
    put("provider", member.provider, joining.facts.provider);
    put("region", member.region, joining.facts.region);
    if (!member.zones.empty() || !joining.facts.zones.empty())
        spec["zones"] = member.zones.empty() ? joining.facts.zones : member.zones;
    return manifest;
}

Step tokenStep(const JoiningPtr& joining)
{
    return steps::act(joining->member.access, "Issue a token for " + joining->serviceAccount(),
                      [joining](std::stop_token stop) -> Result<std::string> {
                          auto token =
                              requestToken(*joining->member.access.session, joining->federation.systemNamespace,
                                           joining->serviceAccount(), stop);
                          if (!token)
                              return failure(token.error());
                          joining->token = text(*token, "/token");
                          joining->expiry = text(*token, "/expirationTimestamp");
                          return "valid until " + joining->expiry;
                      });
}

Step secretStep(const JoiningPtr& joining)
{
    // The manifest is only known once the token is there, so the step is made around it.
    auto step =
        steps::apply(joining->host, "Store the token in the host, secret " + joining->name() + "-token",
                     resources::secrets, tokenSecret(joining->federation, joining->name(), "", "", *joining->clock));
    step.act = [joining](std::stop_token stop) -> Result<std::string> {
        const auto stored = joining->host.session->apply(
            resources::secrets,
            tokenSecret(joining->federation, joining->name(), joining->token, joining->expiry, *joining->clock),
            names::fieldManager, true, {}, stop);
        if (!stored)
            return failure(stored.error());
        return "stored";
    };
    step.undo = [joining](std::stop_token stop) -> Result<void> {
        return joining->host.session->remove(
            resources::secrets, {joining->federation.systemNamespace, joining->name() + "-token"}, {}, stop);
    };
    return step;
}

Step verifyStep(const JoiningPtr& joining)
{
    return steps::act(
        joining->host, "Check that " + joining->name() + " answers with its new credentials",
        [joining](std::stop_token stop) -> Result<std::string> {
            const auto stored = joining->host.session->get(resources::clusters, {"", joining->name()}, stop);
            if (!stored)
                return failure(stored.error());
            const auto cluster = readCluster(*api::makeObject(*stored));
            const auto session = joining->connect(cluster, Secret(joining->token));
            if (!session)
                return failure(session.error());
            const auto facts = readFacts(**session, stop);
            if (!facts)
                return failure(facts.error());
            const auto status =
                statusWith(cluster.status, &*facts,
                           {"Ready", "True", "Ready", "/readyz answered", rfc3339(joining->clock->wall())});
            const auto written = joining->host.session->mergePatch(resources::clusters, {"", joining->name()},
                                                                   {{"status", status}}, "status", stop);
            if (!written)
                return failure(written.error());
            return "Ready, " + facts->version + ", " + std::to_string(facts->nodesReady) + " of "
                 + std::to_string(facts->nodes) + " nodes";
        });
}

void addSteps(const JoiningPtr& joining, Procedure& procedure)
{
    const auto& access = joining->member.access;
    const auto& ns = joining->federation.systemNamespace;
    const auto first = procedure.steps.size();
    auto& list = procedure.steps;
    list.push_back(steps::apply(access, "Create namespace " + ns, resources::namespaces, joining->labelled(ns)));
    list.push_back(steps::apply(access, "Create service account " + joining->serviceAccount(),
                                resources::serviceAccounts, joining->labelled(joining->serviceAccount(), true)));
    auto role = joining->labelled(joining->role());
    role["rules"] = memberRules();
    list.push_back(steps::apply(access, "Create role " + joining->role(), resources::clusterRoles, std::move(role)));
    auto binding = joining->labelled(joining->role());
    binding["roleRef"] = {
        {"apiGroup", "rbac.authorization.k8s.io"}, {"kind", "ClusterRole"}, {"name", joining->role()}};
    binding["subjects"] =
        Json::array({{{"kind", "ServiceAccount"}, {"name", joining->serviceAccount()}, {"namespace", ns}}});
    list.push_back(
        steps::apply(access, "Bind role " + joining->role(), resources::clusterRoleBindings, std::move(binding)));
    list.push_back(tokenStep(joining));
    list.push_back(secretStep(joining));
    list.push_back(
        steps::apply(joining->host, "Create cluster " + joining->name(), resources::clusters, clusterObject(*joining)));
    list.push_back(verifyStep(joining));
    for (auto step = first; step < list.size(); ++step)
        list[step].group = joining->name();
}

} // namespace

Json memberRules()
{
    const std::vector<std::string> all{"get", "list", "watch", "create", "update", "patch", "delete"};
    const std::vector<std::string> read{"get", "list", "watch"};
    const auto rule = [](std::vector<std::string> groups, std::vector<std::string> what,
                         std::vector<std::string> verbs) {
        return Json{{"apiGroups", std::move(groups)}, {"resources", std::move(what)}, {"verbs", std::move(verbs)}};
    };
    return Json::array({
        rule({""},
             {"namespaces", "configmaps", "secrets", "services", "serviceaccounts", "persistentvolumeclaims",
              "resourcequotas", "limitranges"},
             all),
        rule({"apps"}, {"deployments", "replicasets", "daemonsets", "statefulsets"}, all),
        rule({"batch"}, {"jobs", "cronjobs"}, all),
        rule({"networking.k8s.io"}, {"ingresses", "networkpolicies"}, all),
        rule({"autoscaling"}, {"horizontalpodautoscalers"}, all),
        rule({"policy"}, {"poddisruptionbudgets"}, all),
        rule({""}, {"nodes", "pods", "events"}, read),
        rule({""}, {"serviceaccounts/token"}, {"create"}),
        Json{{"nonResourceURLs", {"/readyz", "/healthz", "/version"}}, {"verbs", {"get"}}},
    });
}

Procedure planJoin(const FederationObject& federation, const Access& host, const std::vector<JoinMember>& members,
                   const Connect& connect, const Clock& clock, std::stop_token stop)
{
    Procedure procedure;
    procedure.title = "Join " + std::to_string(members.size()) + (members.size() == 1 ? " cluster" : " clusters");
    procedure.command = "orreryctl join";
    std::vector<MemberCluster> existing;
    if (const auto page = host.session->list(resources::clusters, "", {}, stop)) {
        for (const auto& object : page->items)
            existing.push_back(readCluster(*object));
    }
    const auto hostVersion = host.session->version(stop);
    std::vector<JoiningPtr> joinings;
    std::vector<std::vector<Check>> checks(members.size());
    for (const auto& member : members) {
        procedure.command += " " + member.access.name;
        joinings.push_back(
            std::make_shared<Joining>(Joining{federation, host, member, connect, &clock, {}, {}, {}, {}}));
    }
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < joinings.size(); ++i)
            threads.emplace_back(
                [&, i] { checks[i] = checksOf(*joinings[i], existing, hostVersion ? &*hostVersion : nullptr, stop); });
    }
    for (std::size_t i = 0; i < joinings.size(); ++i) {
        procedure.checks.insert(procedure.checks.end(), checks[i].begin(), checks[i].end());
        addSteps(joinings[i], procedure);
    }
    if (members.size() == 1 && members[0].access.context != members[0].access.name)
        procedure.command += " --cluster-context=" + members[0].access.context;
    procedure.command += " --context=" + federation.name;
    return procedure;
}

Result<Secret> readToken(client::Session& host, const std::string& systemNamespace, const MemberCluster& cluster,
                         std::stop_token stop)
{
    const auto secret = host.get(resources::secrets, {systemNamespace, cluster.secretName}, stop);
    if (!secret)
        return failure(secret.error().during("reading the credentials of " + cluster.name));
    const auto encoded = text(*secret, "/data/token");
    std::string token(encoded.size(), '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(token.data()),
                                     reinterpret_cast<const unsigned char*>(encoded.data()), int(encoded.size()));
    if (size <= 0)
        return failure(ErrorKind::Invalid, "federation.no-token",
                       "secret " + systemNamespace + "/" + cluster.secretName
                           + " holds no token; repair it with: orreryctl join " + cluster.name);
    token.resize(std::size_t(size));
    while (!token.empty() && token.back() == '\0')
        token.pop_back();
    return Secret(std::move(token));
}

Result<void> renewToken(client::Session& host, client::Session& member, const std::string& systemNamespace,
                        const MemberCluster& cluster, const Clock& clock, std::stop_token stop)
{
    const auto fresh = requestToken(member, systemNamespace, cluster.serviceAccount, stop);
    if (!fresh)
        return failure(fresh.error().during("renewing the token of " + cluster.name));
    FederationObject federation;
    federation.systemNamespace = systemNamespace;
    auto secret =
        tokenSecret(federation, cluster.name, text(*fresh, "/token"), text(*fresh, "/expirationTimestamp"), clock);
    secret["metadata"]["name"] = cluster.secretName;
    secret["metadata"].erase("labels"); // whoever joined it set them
    const auto stored = host.mergePatch(resources::secrets, {systemNamespace, cluster.secretName}, secret, {}, stop);
    if (!stored)
        return failure(stored.error().during("storing the renewed token of " + cluster.name));
    return {};
}

} // namespace orrery::federation
