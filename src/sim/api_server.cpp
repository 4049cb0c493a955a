#include "sim/api_server.h"

#include "sim/target.h"

#include <algorithm>

namespace orrery::sim {

using api::at;
using api::Json;
using api::text;

namespace {

ApiServer::Outcome answer(int status, const Json& body)
{
    return {{status, {{"Content-Type", "application/json"}}, api::dump(body)}, std::nullopt};
}

Answer<Json> bodyOf(const http::HttpRequest& request)
{
    auto parsed = api::parseJson(request.body);
    if (!parsed || !parsed->is_object())
        return badRequest("the body is not a JSON object: "
                          + (parsed ? std::string("it is another value") : parsed.error().message));
    return std::move(*parsed);
}

std::string verbOf(const http::HttpRequest& request, const std::string& name, bool watches)
{
    if (request.method == "GET")
        return watches ? "watch" : name.empty() ? "list" : "get";
    if (request.method == "POST")
        return "create";
    if (request.method == "PUT")
        return "update";
    return request.method == "PATCH" ? "patch" : "delete";
}

tl::unexpected<Status> forbidden(const Identity& who, const std::string& verb, const Kind& kind,
                                 const std::string& resource, const std::string& name, const std::string& ns)
{
    auto message = kind.subject("").resource + (name.empty() ? "" : " \"" + name + "\"") + " is forbidden: User \""
                 + who.user + "\" cannot " + verb + " resource \"" + resource + "\" in API group \""
                 + kind.resource.group + "\""
                 + (ns.empty() ? std::string(" at the cluster scope") : " in the namespace \"" + ns + "\"");
    return tl::unexpected(Status{403, "Forbidden", std::move(message)});
}

} // namespace

ApiServer::Outcome ApiServer::handle(const http::HttpRequest& request, bool administrator)
{
    auto outcome = serve(request, administrator);
    if (!outcome)
        outcome = answer(outcome.error().code, outcome.error().json());
    return std::move(*outcome);
}

Answer<Identity> ApiServer::identify(const http::HttpRequest& request, bool administrator) const
{
    const auto header = http::find(request.headers, "Authorization");
    if (!header)
        return administrator ? Identity{"kubernetes-admin", true} : Identity{"system:anonymous", false};
    constexpr std::string_view bearer = "Bearer ";
    const auto account =
        header->starts_with(bearer) ? m_cluster.account(std::string(header->substr(bearer.size()))) : std::nullopt;
    if (!account)
        return tl::unexpected(Status{401, "Unauthorized", "Unauthorized"});
    return Identity{"system:serviceaccount:" + account->ns + ":" + account->name, false};
}

Answer<ApiServer::Outcome> ApiServer::serve(const http::HttpRequest& request, bool administrator)
{
    const auto who = identify(request, administrator);
    if (!who)
        return tl::unexpected(who.error());
    auto target = parse(request);
    if (!target)
        return tl::unexpected(target.error());
    if (target->path == "/readyz" || target->path == "/healthz" || target->path == "/livez")
        return Outcome{{200, {{"Content-Type", "text/plain"}}, "ok"}, std::nullopt};
    if (const auto found = document(request, *target))
        return answer(200, *found);
    if (target->plural.starts_with("selfsubject"))
        return review(request, *target, *who);
    if (!target->kind)
        return unknownPath();
    const bool watches = target->query("watch") == "true" || target->query("watch") == "1";
    const auto verb = verbOf(request, target->name, watches);
    const auto resource = target->plural + (target->subresource.empty() ? "" : "/" + target->subresource);
    if (!allowed(*who, verb, target->group, resource, target->ns))
        return forbidden(*who, verb, *target->kind, resource, target->name, target->ns);
    if (verb == "watch")
        return watch(*target);
    if (verb == "list")
        return list(*target);
    if (target->subresource == "token")
        return token(request, *target);
    if (!target->subresource.empty() && !(target->subresource == "status" && target->kind->hasStatus))
        return unknownPath();
    if (verb == "delete")
        return remove(request, *target);
    if (verb != "get")
        return write(request, *target);
    const auto found = m_cluster.objects().find(target->kind->id(), {target->ns, target->name});
    if (!found)
        return notFound(target->kind->subject(target->name));
    return answer(200, *found);
}

Answer<ApiServer::Outcome> ApiServer::write(const http::HttpRequest& request, const Target& target)
{
    auto body = bodyOf(request);
    if (!body)
        return tl::unexpected(body.error());
    const auto type = std::string(http::find(request.headers, "Content-Type").value_or("application/json"));
    const bool applies = type.starts_with("application/apply-patch");
    Write how;
    const auto agent = http::find(request.headers, "User-Agent").value_or("unknown");
    how.manager = target.query("fieldManager").empty() ? std::string(agent.substr(0, agent.find('/')))
                                                       : target.query("fieldManager");
    how.subresource = target.subresource;
    how.dryRun = target.query("dryRun") == "All";
    how.force = target.query("force") == "true";
    if (applies && target.query("fieldManager").empty())
        return tl::unexpected(Status{422, "Invalid",
                                     "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is "
                                     "required for apply patch"});
    const api::ObjectKey key{target.ns, target.name};
    const auto respond = [&](Answer<Json> written, int status) -> Answer<Outcome> {
        if (!written)
            return tl::unexpected(written.error());
        return answer(status, *written);
    };
    if (request.method == "POST")
        return respond(m_cluster.create(*target.kind, target.ns, std::move(*body), how), 201);
    if (request.method == "PUT")
        return respond(m_cluster.replace(*target.kind, key, std::move(*body), how), 200);
    if (applies) {
        const bool fresh = !m_cluster.objects().find(target.kind->id(), key);
        (*body)["metadata"]["name"] = target.name;
        return respond(m_cluster.apply(*target.kind, key, std::move(*body), how), fresh ? 201 : 200);
    }
    if (type.starts_with("application/merge-patch"))
        return respond(m_cluster.mergePatch(*target.kind, key, *body, how), 200);
    return tl::unexpected(Status{415, "UnsupportedMediaType",
                                 "the body of the request was in an unknown format - accepted media types include: "
                                 "application/merge-patch+json, application/apply-patch+yaml"});
}

Answer<ApiServer::Outcome> ApiServer::remove(const http::HttpRequest& request, const Target& target)
{
    if (target.name.empty())
        return tl::unexpected(Status{405, "MethodNotAllowed",
                                     "the server does not allow this method on the requested "
                                     "resource"});
    auto options = request.body.empty() ? Answer<Json>(Json::object()) : bodyOf(request);
    if (!options)
        return tl::unexpected(options.error());
    const bool dryRun = target.query("dryRun") == "All" || !at(*options, "/dryRun").empty();
    const auto last =
        m_cluster.remove(*target.kind, {target.ns, target.name},
                         {text(*options, "/preconditions/uid"), text(*options, "/preconditions/resourceVersion")},
                         text(*options, "/propagationPolicy", "Background"), dryRun);
    if (!last)
        return tl::unexpected(last.error());
    return answer(200, *last);
}

Answer<ApiServer::Outcome> ApiServer::token(const http::HttpRequest& request, const Target& target)
{
    const auto body = bodyOf(request);
    if (!body)
        return tl::unexpected(body.error());
    const api::ObjectKey account{target.ns, target.name};
    if (request.method != "POST" || target.plural != "serviceaccounts")
        return unknownPath();
    if (!m_cluster.objects().find(target.kind->id(), account))
        return notFound(target.kind->subject(target.name));
    const std::chrono::seconds life(api::number(*body, "/spec/expirationSeconds", 3600));
    return answer(201, {{"apiVersion", "authentication.k8s.io/v1"},
                        {"kind", "TokenRequest"},
                        {"metadata", {{"name", target.name}, {"namespace", target.ns}}},
                        {"status",
                         {{"token", m_cluster.newToken(account, life)},
                          {"expirationTimestamp", rfc3339(m_cluster.clock().wall() + life)}}}});
}

Answer<ApiServer::Outcome> ApiServer::review(const http::HttpRequest& request, const Target& target,
                                             const Identity& who)
{
    auto body = bodyOf(request);
    if (!body)
        return tl::unexpected(body.error());
    if (target.plural == "selfsubjectreviews") {
        (*body)["status"]["userInfo"] = {{"username", who.user}};
        return answer(201, *body);
    }
    if (target.plural != "selfsubjectaccessreviews")
        return unknownPath();
    const auto& asked = at(*body, "/spec/resourceAttributes");
    const auto subresource = text(asked, "/subresource");
    (*body)["status"]["allowed"] =
        allowed(who, text(asked, "/verb"), text(asked, "/group"),
                text(asked, "/resource") + (subresource.empty() ? "" : "/" + subresource), text(asked, "/namespace"));
    return answer(201, *body);
}

bool ApiServer::allowed(const Identity& who, const std::string& verb, const std::string& group,
                        const std::string& resource, const std::string& ns) const
{
    if (who.administrator)
        return true;
    const auto names = [](const Json& list, const std::string& wanted) {
        return std::any_of(list.begin(), list.end(), [&](const Json& item) { return item == wanted || item == "*"; });
    };
    const auto binds = [&](const Json& binding) {
        const auto& subjects = at(binding, "/subjects");
        return std::any_of(subjects.begin(), subjects.end(), [&](const Json& subject) {
            return text(subject, "/kind") == "ServiceAccount"
                     ? who.user == "system:serviceaccount:" + text(subject, "/namespace") + ":" + text(subject, "/name")
                     : text(subject, "/name") == who.user;
        });
    };
    const auto grants = [&](const Json& binding) {
        const auto kind = text(binding, "/roleRef/kind");
        const auto role = m_cluster.objects().find(
            m_cluster.kind(kind == "Role" ? "Role" : "ClusterRole").id(),
            {kind == "Role" ? text(binding, "/metadata/namespace") : "", text(binding, "/roleRef/name")});
        if (!role)
            return text(binding, "/roleRef/name") == "cluster-admin";
        const auto& rules = at(*role, "/rules");
        return std::any_of(rules.begin(), rules.end(), [&](const Json& rule) {
            return names(at(rule, "/verbs"), verb) && names(at(rule, "/apiGroups"), group)
                && names(at(rule, "/resources"), resource);
        });
    };
    auto bindings = m_cluster.objects().list(m_cluster.kind("ClusterRoleBinding").id());
    if (!ns.empty()) {
        const auto local = m_cluster.objects().list(m_cluster.kind("RoleBinding").id(), ns);
        bindings.insert(bindings.end(), local.begin(), local.end());
    }
    return std::any_of(bindings.begin(), bindings.end(),
                       [&](const Document& binding) { return binds(*binding) && grants(*binding); });
}

} // namespace orrery::sim
