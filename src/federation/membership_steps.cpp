#include "federation/membership_steps.h"

#include "base/joined.h"
#include "federation/names.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace orrery::federation::steps {

using api::Json;
using api::text;
using std::chrono::milliseconds;

namespace {

constexpr int minimumMinor = 22; // CRD v1 defaulting, server-side apply and Lease as we use them

Check check(const Access& access, std::string id, std::string title, std::string hint)
{
    Check made;
    made.id = std::move(id);
    made.title = std::move(title);
    made.hint = std::move(hint);
    made.target = access.name;
    return made;
}

std::string nextStepFor(const Error& error, const Access& access)
{
    switch (error.kind) {
    case ErrorKind::Unauthorized: return "Renew the credentials of context \"" + access.context + "\" and check again.";
    case ErrorKind::Forbidden:
        return "Ask an administrator of " + access.name + " for this permission, or use another context.";
    case ErrorKind::Unavailable:
        return "Check that " + access.endpoint + " is right and can be reached from here (VPN, proxy, firewall).";
    default: return "Check context \"" + access.context + "\" with: kubectl --context=" + access.context + " version";
    }
}

} // namespace

std::string inMilliseconds(milliseconds duration)
{
    return std::to_string(duration.count()) + " ms";
}

Step act(const Access& where, std::string title, std::function<Result<std::string>(std::stop_token)> what,
         std::function<Result<void>(std::stop_token)> undo)
{
    Step step;
    step.target = where.name;
    step.title = std::move(title);
    step.act = std::move(what);
    step.undo = std::move(undo);
    return step;
}

Step apply(const Access& where, std::string title, const api::Resource& resource, Json manifest)
{
    manifest["apiVersion"] = resource.apiVersion();
    manifest["kind"] = resource.kind;
    const api::ObjectKey key{resource.namespaced ? text(manifest, "/metadata/namespace") : "",
                             text(manifest, "/metadata/name")};
    const auto createdUid = std::make_shared<std::string>();
    const auto session = where.session;
    Step step = act(
        where, std::move(title),
        [=](std::stop_token stop) -> Result<std::string> {
            auto before = session->get(resource, key, stop);
            // What is on its way out, a namespace above all, takes nothing new: wait for its end.
            if (before && !api::at(*before, "/metadata/deletionTimestamp").is_null()) {
                const auto gone =
                    waitFor("the old " + resource.kind + " " + key.text() + " to be gone", std::chrono::seconds(60),
                            stop, [&]() -> Result<bool> {
                                before = session->get(resource, key, stop);
                                return !before || api::at(*before, "/metadata/deletionTimestamp").is_null();
                            });
                if (!gone)
                    return failure(gone.error());
            }
            if (!before && before.error().kind != ErrorKind::NotFound)
                return failure(before.error());
            const auto written = session->apply(resource, manifest, names::fieldManager, true, {}, stop);
            if (!written)
                return failure(written.error());
            if (!before) {
                *createdUid = text(*written, "/metadata/uid");
                return "created";
            }
            return text(*before, "/metadata/resourceVersion") == text(*written, "/metadata/resourceVersion")
                     ? "unchanged"
                     : "configured";
        },
        [=](std::stop_token stop) -> Result<void> {
            if (createdUid->empty())
                return {};
            const auto removed = session->remove(resource, key, {.uid = *createdUid}, stop);
            if (!removed && removed.error().kind != ErrorKind::NotFound)
                return failure(removed.error());
            return {};
        });
    step.manifest = shown(manifest);
    return step;
}

Step remove(const Access& where, std::string title, const api::Resource& resource, const api::ObjectKey& key)
{
    const auto session = where.session;
    return act(where, std::move(title), [=](std::stop_token stop) -> Result<std::string> {
        const auto removed = session->remove(resource, key, {}, stop);
        if (removed)
            return "deleted";
        if (removed.error().kind == ErrorKind::NotFound)
            return "was not there";
        return failure(removed.error());
    });
}

Check reachable(const Access& access, std::stop_token stop)
{
    auto made = check(access, "reachable", "Reachable", "/readyz over the wire");
    // The first exchange pays for the connection; the second is the latency people will see.
    auto probed = access.session->probe(milliseconds(5'000), stop);
    if (probed)
        probed = access.session->probe(milliseconds(5'000), stop);
    if (probed) {
        made.text = inMilliseconds(access.session->health().latency);
        return made;
    }
    made.verdict = Verdict::Fail;
    made.text = probed.error().kind == ErrorKind::Unauthorized ? "credentials refused" : "no answer";
    made.detail = access.name + ": " + probed.error().text() + ".";
    made.fix = nextStepFor(probed.error(), access);
    return made;
}

Check version(const Access& access, const client::ServerVersion* host, std::stop_token stop)
{
    auto made = check(access, "version", "Version", "1.22 or newer" + std::string(host ? ", close to the host's" : ""));
    const auto found = access.session->version(stop);
    if (!found) {
        made.verdict = Verdict::Fail;
        made.text = "unknown";
        made.detail = access.name + ": " + found.error().text() + ".";
        made.fix = nextStepFor(found.error(), access);
        return made;
    }
    made.text = found->gitVersion;
    if (found->major == 1 && found->minor < minimumMinor) {
        made.verdict = Verdict::Fail;
        made.detail = access.name + " runs " + found->gitVersion + "; Orrery needs 1.22 or newer.";
        made.fix = "Upgrade the cluster.";
    } else if (host && std::abs(found->minor - host->minor) > 3) {
        made.verdict = Verdict::Warn;
        made.text += ", host " + host->gitVersion;
        made.detail =
            "The versions are far apart: objects that use newer fields may be refused in " + access.name + ".";
    }
    return made;
}

Check permissions(const Access& access, const std::vector<Permission>& wanted, std::stop_token stop)
{
    auto made = check(access, "permissions", "Permissions", "to create what is needed");
    std::vector<std::string> refused;
    for (const auto& permission : wanted) {
        const Json review{{"apiVersion", "authorization.k8s.io/v1"},
                          {"kind", "SelfSubjectAccessReview"},
                          {"spec",
                           {{"resourceAttributes",
                             {{"verb", permission.verb},
                              {"group", permission.group},
                              {"resource", permission.resource},
                              {"namespace", permission.ns}}}}}};
        const auto answer = access.session->create(resources::accessReviews, review, stop);
        if (answer && api::flag(*answer, "/status/allowed"))
            continue;
        refused.push_back(permission.verb + " " + permission.resource);
    }
    made.text = std::to_string(wanted.size() - refused.size()) + " of " + std::to_string(wanted.size()) + " allowed";
    if (!refused.empty()) {
        made.verdict = Verdict::Fail;
        made.text = std::to_string(refused.size()) + " of " + std::to_string(wanted.size()) + " refused";
        made.detail = access.name + ": user \"" + access.user + "\" may not " + joined(refused) + ".";
        made.fix = "kubectl --context=" + access.context
                 + " create clusterrolebinding orrery-setup --clusterrole=cluster-admin --user=" + access.user
                 + "   (run by an administrator of " + access.name + ")";
    }
    return made;
}

Check clockSkew(const Access& access)
{
    auto made = check(access, "clock", "Clock", "against this machine");
    const auto skew = access.session->health().clockSkew;
    made.text = (skew.count() >= 0 ? "+" : "") + std::to_string(skew.count()) + " s";
    if (std::chrono::abs(skew) > std::chrono::seconds(30)) {
        made.verdict = Verdict::Warn;
        made.detail =
            "The clock of " + access.name + " and this machine's differ; certificates and tokens may look expired.";
        made.fix = "Synchronise both with NTP.";
    }
    return made;
}

Check skipped(const Access& access, std::string id, std::string title, std::string because)
{
    auto made = check(access, std::move(id), std::move(title), "");
    made.verdict = Verdict::Skipped;
    made.text = std::move(because);
    return made;
}

std::string shown(Json manifest)
{
    if (text(manifest, "/kind") == "Secret") {
        for (const auto* field : {"data", "stringData"}) {
            if (auto found = manifest.find(field); found != manifest.end()) {
                for (auto& [key, value] : found->items())
                    value = "••••";
            }
        }
    }
    return manifest.dump(2, ' ', false, Json::error_handler_t::replace);
}

bool isName(std::string_view name)
{
    const auto alnum = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !name.empty() && name.size() <= 63 && alnum(name.front()) && alnum(name.back())
        && std::all_of(name.begin(), name.end(), [&](char c) { return alnum(c) || c == '-'; });
}

Result<void> waitFor(const std::string& what, milliseconds limit, std::stop_token stop,
                     const std::function<Result<bool>()>& done)
{
    const auto end = std::chrono::steady_clock::now() + limit;
    std::mutex mutex;
    std::condition_variable_any never;
    for (milliseconds pause{20};; pause = std::min(pause * 2, milliseconds(500))) {
        const auto now = done();
        if (!now)
            return failure(now.error());
        if (*now)
            return {};
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, "step.cancelled", "cancelled while waiting for " + what);
        if (std::chrono::steady_clock::now() + pause > end)
            return failure(ErrorKind::Unavailable, "step.timeout",
                           "waited " + std::to_string(limit.count() / 1000) + " s for " + what);
        std::unique_lock lock(mutex);
        never.wait_for(lock, stop, pause, [] { return false; });
    }
}

} // namespace orrery::federation::steps
