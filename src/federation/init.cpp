#include "federation/membership.h"

#include "federation/crds.h"
#include "federation/membership_steps.h"
#include "federation/names.h"

namespace orrery::federation {

using api::Json;
using api::text;

namespace {

/// What the controllers do in the host, and nothing more.
Json hostRules()
{
    const auto rule = [](std::string group, std::vector<std::string> what, std::vector<std::string> verbs) {
        return Json{{"apiGroups", {std::move(group)}}, {"resources", std::move(what)}, {"verbs", std::move(verbs)}};
    };
    return Json::array({rule(names::group, {"*"}, {"*"}),
                        rule("", {"namespaces"}, {"get", "list", "watch", "create", "patch"}),
                        rule("", {"secrets"}, {"get", "list", "watch", "create", "update", "patch", "delete"}),
                        rule("", {"events"}, {"get", "list", "watch", "create", "patch", "update"}),
                        rule("", {"nodes", "pods"}, {"get", "list", "watch"}),
                        rule("coordination.k8s.io", {"leases"}, {"get", "create", "update"}),
                        rule("apiextensions.k8s.io", {"customresourcedefinitions"}, {"get", "list", "watch"})});
}

Check nameCheck(const InitPlan& plan)
{
    Check check;
    check.id = "name";
    check.title = "Name";
    check.hint = "lower-case letters, digits and -";
    check.target = plan.host.name;
    check.text = plan.name;
    if (!steps::isName(plan.name)) {
        check.verdict = Verdict::Fail;
        check.text = plan.name.empty() ? "missing" : "\"" + plan.name + "\"";
        check.detail = "A federation's name is 1 to 63 lower-case letters, digits and -, and begins and ends with a "
                       "letter or digit.";
        check.fix = "Choose a name such as magricring.";
    } else if (!steps::isName(plan.systemNamespace)) {
        check.verdict = Verdict::Fail;
        check.text = "namespace \"" + plan.systemNamespace + "\"";
        check.detail = "The system namespace must be a DNS label: lower-case letters, digits and -.";
        check.fix = "Use federation-system, the default.";
    }
    return check;
}

Check existingCheck(const InitPlan& plan, std::stop_token stop)
{
    Check check;
    check.id = "existing";
    check.title = "No other federation";
    check.hint = "one for each host";
    check.target = plan.host.name;
    const auto existing = readFederation(*plan.host.session, stop);
    if (existing && existing->name != plan.name) {
        check.verdict = Verdict::Fail;
        check.text = "holds " + existing->name;
        check.detail = plan.host.name + " already is the host of the federation " + existing->name + ".";
        check.fix = "Use it (--context=" + existing->name + "), or choose another host.";
    } else if (existing) {
        check.verdict = Verdict::Warn;
        check.text = existing->name + " is here already";
        check.detail = "The federation exists: init verifies and repairs it. Members and objects stay as they are.";
        if (existing->systemNamespace != plan.systemNamespace) {
            check.verdict = Verdict::Fail;
            check.detail =
                existing->name + " uses the namespace " + existing->systemNamespace + ", which cannot change.";
            check.fix = "Say --federation-system-namespace=" + existing->systemNamespace + ".";
        }
    } else if (existing.error().kind == ErrorKind::NotFound) {
        check.text = "none yet";
    } else {
        check.verdict = Verdict::Fail;
        check.text = "cannot tell";
        check.detail = existing.error().text() + ".";
    }
    return check;
}

void addChecks(const InitPlan& plan, Procedure& procedure, std::stop_token stop)
{
    procedure.checks.push_back(nameCheck(plan));
    procedure.checks.push_back(steps::reachable(plan.host, stop));
    if (procedure.checks.back().verdict == Verdict::Fail) {
        for (const auto& [id, title] : {std::pair{"version", "Version"},
                                        {"existing", "No other federation"},
                                        {"permissions", "Permissions"},
                                        {"clock", "Clock"}})
            procedure.checks.push_back(steps::skipped(plan.host, id, title, "needs an answer"));
        return;
    }
    procedure.checks.push_back(steps::version(plan.host, nullptr, stop));
    procedure.checks.push_back(existingCheck(plan, stop));
    procedure.checks.push_back(steps::permissions(plan.host,
                                                  {{"create", "", "namespaces", ""},
                                                   {"create", "apiextensions.k8s.io", "customresourcedefinitions", ""},
                                                   {"create", "", "serviceaccounts", plan.systemNamespace},
                                                   {"create", "", "secrets", plan.systemNamespace},
                                                   {"create", "rbac.authorization.k8s.io", "clusterroles", ""},
                                                   {"create", "rbac.authorization.k8s.io", "clusterrolebindings", ""},
                                                   {"create", "coordination.k8s.io", "leases", plan.systemNamespace},
                                                   {"create", names::group, "federations", ""}},
                                                  stop));
    procedure.checks.push_back(steps::clockSkew(plan.host));
}

Json labelled(const InitPlan& plan, std::string name, bool namespaced = false)
{
    Json manifest{{"metadata", {{"name", std::move(name)}, {"labels", {{names::managedBy, plan.name}}}}}};
    if (namespaced)
        manifest["metadata"]["namespace"] = plan.systemNamespace;
    return manifest;
}

Step waitForTypes(const InitPlan& plan)
{
    const auto session = plan.host.session;
    return steps::act(
        plan.host, "Wait until the API types are served", [session](std::stop_token stop) -> Result<std::string> {
            const auto start = std::chrono::steady_clock::now();
            for (const auto& crd : crds()) {
                const auto name = text(crd, "/metadata/name");
                const auto waited =
                    steps::waitFor(name + " to be established", std::chrono::seconds(30), stop, [&]() -> Result<bool> {
                        const auto live = session->get(resources::crds, {"", name}, stop);
                        if (!live)
                            return failure(live.error());
                        const auto established = condition(*live, "Established");
                        return established && established->status == "True";
                    });
                if (!waited)
                    return failure(waited.error());
            }
            // "Established" runs ahead of the routes by a moment: the collection must answer too.
            const auto served =
                steps::waitFor("the API types to be served", std::chrono::seconds(30), stop, [&]() -> Result<bool> {
                    for (const auto& resource : {resources::federations, resources::clusters,
                                                 resources::federatedResources, resources::clusterFederatedResources,
                                                 resources::propagationPolicies, resources::clusterPropagationPolicies,
                                                 resources::overridePolicies, resources::clusterOverridePolicies}) {
                        const auto page = session->json(api::listRequest(resource, "", {.limit = 1}), stop);
                        if (!page && page.error().kind != ErrorKind::NotFound)
                            return failure(page.error());
                        if (!page)
                            return false;
                    }
                    return true;
                });
            if (!served)
                return failure(served.error());
            return "served after "
                 + steps::inMilliseconds(
                       std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start));
        });
}

Json federationObject(const InitPlan& plan)
{
    auto manifest = labelled(plan, plan.name);
    manifest["spec"] = {{"hostCluster", plan.host.name}, {"systemNamespace", plan.systemNamespace}};
    if (!plan.dnsProvider.empty())
        manifest["spec"]["dns"]["provider"] = plan.dnsProvider;
    if (!plan.dnsZone.empty())
        manifest["spec"]["dns"]["zone"] = plan.dnsZone;
    return manifest;
}

void addSteps(const InitPlan& plan, Procedure& procedure)
{
    auto& steps = procedure.steps;
    steps.push_back(steps::apply(plan.host, "Create namespace " + plan.systemNamespace, resources::namespaces,
                                 labelled(plan, plan.systemNamespace)));
    for (const auto& crd : crds())
        steps.push_back(
            steps::apply(plan.host, "Define API type " + text(crd, "/spec/names/kind"), resources::crds, crd));
    steps.push_back(waitForTypes(plan));
    steps.push_back(steps::apply(plan.host, std::string("Create service account ") + names::serviceAccount,
                                 resources::serviceAccounts, labelled(plan, names::serviceAccount, true)));
    const auto roleName = std::string("orrery-controller:") + plan.name;
    auto role = labelled(plan, roleName);
    role["rules"] = hostRules();
    steps.push_back(steps::apply(plan.host, "Create role " + roleName, resources::clusterRoles, std::move(role)));
    auto binding = labelled(plan, roleName);
    binding["roleRef"] = {{"apiGroup", "rbac.authorization.k8s.io"}, {"kind", "ClusterRole"}, {"name", roleName}};
    binding["subjects"] = Json::array(
        {{{"kind", "ServiceAccount"}, {"name", names::serviceAccount}, {"namespace", plan.systemNamespace}}});
    steps.push_back(
        steps::apply(plan.host, "Bind role " + roleName, resources::clusterRoleBindings, std::move(binding)));
    steps.push_back(
        steps::apply(plan.host, "Create federation " + plan.name, resources::federations, federationObject(plan)));
    if (plan.addContext) {
        Step context = steps::act(plan.host, "Add context " + plan.name + " to the kubeconfig",
                                  [add = plan.addContext](std::stop_token) { return add(); });
        if (plan.removeContext)
            context.undo = [drop = plan.removeContext](std::stop_token) { return drop(); };
        steps.push_back(std::move(context));
    }
}

} // namespace

Procedure planInit(const InitPlan& plan, std::stop_token stop)
{
    Procedure procedure;
    procedure.title = "Init " + plan.name;
    procedure.command = "orreryctl init " + plan.name + " --host-cluster-context=" + plan.host.context;
    if (plan.systemNamespace != "federation-system")
        procedure.command += " --federation-system-namespace=" + plan.systemNamespace;
    if (!plan.dnsProvider.empty())
        procedure.command += " --dns-provider=" + plan.dnsProvider;
    if (!plan.dnsZone.empty())
        procedure.command += " --dns-zone-name=" + plan.dnsZone;
    addChecks(plan, procedure, stop);
    addSteps(plan, procedure);
    return procedure;
}

Result<FederationObject> readFederation(client::Session& host, std::stop_token stop)
{
    const auto none = [&] {
        return failure(ErrorKind::NotFound, "federation.none",
                       host.cluster()
                           + " holds no federation; make one with: orreryctl init NAME --host-cluster-context="
                           + host.cluster());
    };
    const auto page = host.list(resources::federations, "", {}, stop);
    if (!page && page.error().kind == ErrorKind::NotFound)
        return none();
    if (!page)
        return failure(page.error());
    for (const auto& object : page->items) {
        if (object->deleting)
            continue;
        const auto json = object->json();
        FederationObject federation;
        federation.name = object->key.name;
        federation.hostCluster = text(json, "/spec/hostCluster");
        federation.systemNamespace = text(json, "/spec/systemNamespace", "federation-system");
        federation.algorithm = text(json, "/spec/algorithm", "webster");
        return federation;
    }
    return none();
}

} // namespace orrery::federation
