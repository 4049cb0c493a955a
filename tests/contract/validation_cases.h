#pragma once

namespace orrery::contract {

/// One spec of our types and what a server says of it that evaluates their schemas.
struct ValidationCase {
    const char* kind; ///< ClusterPropagationPolicy, FederatedResource, Cluster
    const char* placement; ///< YAML; for other kinds than a policy the whole spec
    const char* path; ///< where it is refused; null: it is taken
    const char* message; ///< and why
    bool schema = false; ///< only a server's schema knows; our reader takes it
};

inline constexpr auto policy = "ClusterPropagationPolicy";
inline constexpr auto object = "FederatedResource";
inline constexpr auto scheduling = "spec.placement.replicaScheduling";
inline constexpr auto onlyFor = "moveUnschedulable is for dynamicWeight, Aggregated and the algorithm kubefed";

inline constexpr ValidationCase validationCases[] = {
    // groups of affinities
    {policy, "{clusterAffinities: [{affinityName: a}, {affinityName: b}], returnToEarlierAffinity: true}", nullptr, ""},
    {policy, "{clusterAffinity: {}, returnToEarlierAffinity: false}", nullptr, ""},
    {policy, "{returnToEarlierAffinity: true}", "spec.placement", "returnToEarlierAffinity is for clusterAffinities"},
    {policy, "{clusterAffinities: [], returnToEarlierAffinity: true}", "spec.placement",
     "returnToEarlierAffinity is for clusterAffinities"},
    {policy, "{clusterAffinity: {}, clusterAffinities: [{affinityName: a}]}", "spec.placement",
     "clusterAffinity and clusterAffinities contradict each other"},
    {policy, "{clusterAffinities: [{affinityName: a}], returnToEarlierAffinity: sometimes}",
     "spec.placement.returnToEarlierAffinity", "boolean"},
    {policy, "{clusterAffinities: [{affinityName: a}, {affinityName: a}]}", "spec.placement.clusterAffinities[1]",
     "Duplicate value"},
    // pods without a node
    {policy, "{replicaScheduling: {moveUnschedulable: {}, weightPreference: {dynamicWeight: AvailableReplicas}}}",
     nullptr, ""},
    {policy, "{replicaScheduling: {moveUnschedulable: {afterSeconds: 1}, replicaDivisionPreference: Aggregated}}",
     nullptr, ""},
    {policy, "{replicaScheduling: {moveUnschedulable: {afterSeconds: 86400}, algorithm: kubefed, rebalance: true}}",
     nullptr, ""},
    {policy, "{replicaScheduling: {moveUnschedulable: {}}}", scheduling, onlyFor},
    {policy, "{replicaScheduling: {moveUnschedulable: {}, algorithm: webster}}", scheduling, onlyFor},
    {policy, "{replicaScheduling: {moveUnschedulable: {}, replicaSchedulingType: Duplicated}}", scheduling, onlyFor},
    {policy, "{replicaScheduling: {moveUnschedulable: {afterSeconds: 0}, algorithm: kubefed}}",
     "spec.placement.replicaScheduling.moveUnschedulable.afterSeconds", "greater than or equal to 1"},
    {policy, "{replicaScheduling: {moveUnschedulable: {afterSeconds: 86401}, algorithm: kubefed}}",
     "spec.placement.replicaScheduling.moveUnschedulable.afterSeconds", "less than or equal to 86400"},
    // weights and algorithms
    {policy, "{replicaScheduling: {algorithm: webster}}", nullptr, ""},
    {policy,
     "{replicaScheduling: {weightPreference: {staticWeightList: [{targetCluster: {clusterNames: [a]}, weight: 0, "
     "minReplicas: 1, maxReplicas: 1}]}}}",
     nullptr, ""},
    {policy, "{replicaScheduling: {algorithm: fair}}", "spec.placement.replicaScheduling.algorithm",
     "Unsupported value"},
    {policy, "{replicaScheduling: {algorithm: webster, weightPreference: {dynamicWeight: AvailableReplicas}}}",
     scheduling, "algorithm is for static weights"},
    {policy,
     "{replicaScheduling: {replicaDivisionPreference: Aggregated, weightPreference: {dynamicWeight: "
     "AvailableReplicas}}}",
     scheduling, "weightPreference contradicts the preference Aggregated"},
    {policy,
     "{replicaScheduling: {weightPreference: {dynamicWeight: AvailableReplicas, staticWeightList: [{targetCluster: "
     "{}, weight: 1}]}}}",
     "spec.placement.replicaScheduling.weightPreference", "dynamicWeight and staticWeightList contradict each other"},
    {policy, "{replicaScheduling: {weightPreference: {staticWeightList: [{targetCluster: {}, weight: 0}]}}}",
     "spec.placement.replicaScheduling.weightPreference.staticWeightList[0]", "a weight of 0 needs minReplicas"},
    {policy, "{replicaScheduling: {weightPreference: {staticWeightList: [{targetCluster: {}, weight: -1}]}}}",
     "spec.placement.replicaScheduling.weightPreference.staticWeightList[0].weight", "greater than or equal to 0"},
    {policy, "{replicaScheduling: {weightPreference: {staticWeightList: [{targetCluster: {}, weight: 2147483648}]}}}",
     "spec.placement.replicaScheduling.weightPreference.staticWeightList[0].weight",
     "less than or equal to 2147483647"},
    {policy,
     "{replicaScheduling: {weightPreference: {staticWeightList: [{targetCluster: {}, weight: 1, minReplicas: 3, "
     "maxReplicas: 2}]}}}",
     "spec.placement.replicaScheduling.weightPreference.staticWeightList[0]", "maxReplicas is below minReplicas"},
    // tolerations and spread
    {policy, "{clusterTolerations: [{operator: Exists, effect: NoExecute, tolerationSeconds: 300}]}", nullptr, ""},
    {policy, "{clusterTolerations: [{value: x}]}", "spec.placement.clusterTolerations[0]",
     "the operator must be Exists where there is no key"},
    {policy, "{clusterTolerations: [{key: k, operator: Exists, effect: NoSchedule, tolerationSeconds: 1}]}",
     "spec.placement.clusterTolerations[0]", "tolerationSeconds is for the effect NoExecute alone"},
    {policy, "{spreadConstraints: [{spreadByField: region, minGroups: 2, maxGroups: 0}]}", nullptr, ""},
    {policy, "{spreadConstraints: [{spreadByField: region, minGroups: 2, maxGroups: 1}]}",
     "spec.placement.spreadConstraints[0]", "maxGroups is below minGroups"},
    {policy, "{spreadConstraints: [{spreadByField: rack}]}", "spec.placement.spreadConstraints[0].spreadByField",
     "Unsupported value"},
    // objects and clusters
    {object, "{rescheduleTriggeredAt: '2026-01-01T00:00:00Z'}", nullptr, ""},
    {object, "{rescheduleTriggeredAt: tomorrow}", "spec.rescheduleTriggeredAt", "date-time", true},
    {object, "{placement: {replicaScheduling: {moveUnschedulable: {}}}}", scheduling, onlyFor},
    {object, "{placement: {returnToEarlierAffinity: true}}", "spec.placement",
     "returnToEarlierAffinity is for clusterAffinities"},
    {"Cluster", "{paused: true}", nullptr, "", true},
    {"Cluster", "{paused: maybe}", "spec.paused", "boolean", true},
};

} // namespace orrery::contract
