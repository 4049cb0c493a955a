#include "engine/demo.h"

#include "engine/engine.h"
#include "sim/fleet.h"

namespace orrery::engine::demo {

namespace {

constexpr std::string_view others = R"(apiVersion: v1
kind: ConfigMap
metadata: {name: greeting}
data: {text: Hello from everywhere}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: node-agent, labels: {app: node-agent}}
spec:
  selector: {matchLabels: {app: node-agent}}
  template:
    metadata: {labels: {app: node-agent}}
    spec:
      containers: [{name: agent, image: example.com/node-agent:2.1}]
---
apiVersion: batch/v1
kind: Job
metadata: {name: warm-caches}
spec:
  completions: 2
  parallelism: 2
  template:
    spec:
      restartPolicy: Never
      containers: [{name: warm, image: example.com/warm-caches:1.0}]
)";

Result<void> perform(const Result<federation::Procedure>& procedure, std::stop_token stop)
{
    if (!procedure)
        return failure(procedure.error());
    const auto outcome = federation::run(
        *procedure, [](const federation::StepProgress&) {}, std::move(stop));
    if (!outcome.failed.empty())
        return failure(outcome.failed.front().second.during(procedure->title));
    if (outcome.cancelled)
        return failure(ErrorKind::Cancelled, "demo.cancelled", "the demo was not opened");
    return {};
}

} // namespace

std::string_view microbot()
{
    return R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: microbot, labels: {app: microbot}}
spec:
  replicas: 10
  selector: {matchLabels: {app: microbot}}
  template:
    metadata: {labels: {app: microbot}}
    spec:
      containers:
      - name: microbot
        image: dontrebootme/microbot:v1
        ports: [{containerPort: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: microbot, labels: {app: microbot}}
spec:
  type: LoadBalancer
  selector: {app: microbot}
  ports: [{port: 80}]
)";
}

Result<void> open(Engine& engine, std::stop_token stop)
{
    engine.useFleet(sim::Fleet::demo());
    InitRequest init;
    init.name = federation;
    init.hostContext = host;
    if (auto done = perform(engine.planInit(init, stop), stop); !done)
        return done;
    if (auto opened = engine.open(federation, stop); !opened)
        return opened;
    JoinRequest join;
    join.members = {{"aws", "aws"}, {"azure", "azure"}};
    if (auto done = perform(engine.planJoin(join, stop), stop); !done)
        return done;
    const auto applied = engine.submit(Engine::Verb::Apply, std::string(microbot()) + "---\n" + std::string(others),
                                       "the demo's manifests", "default", Engine::DryRun::None, stop);
    if (!applied)
        return failure(applied.error());
    for (const auto& one : *applied) {
        if (one.error)
            return failure(one.error->during(one.object));
    }
    return {};
}

} // namespace orrery::engine::demo
