#pragma once

#include "api/resource.h"

#include <string>
#include <string_view>

/// The names that Orrery leaves in clusters. They are API: changing one orphans what exists.
namespace orrery::federation::names {

inline constexpr auto group = "federation.orrery.dev";
inline constexpr auto apiVersion = "federation.orrery.dev/v1alpha1";
inline constexpr auto fieldManager = "orrery";
inline constexpr auto finalizer = "federation.orrery.dev/members";
/// Label on everything in a member that belongs to a federation; its value is the federation's name.
inline constexpr auto managedBy = "federation.orrery.dev/managed-by";
/// Annotations on a propagated object: uid of its federated object, and a hash of what was last applied.
inline constexpr auto ownerUid = "federation.orrery.dev/owner-uid";
inline constexpr auto appliedHash = "federation.orrery.dev/applied-hash";
/// Annotations on a member's Secret: from when until when its token is good.
inline constexpr auto issued = "federation.orrery.dev/issued";
inline constexpr auto expires = "federation.orrery.dev/expires";
/// Label on the host's Kubernetes Events that tell a federation's story, and the annotation that keeps it as data.
inline constexpr auto eventOf = "federation.orrery.dev/event-of";
inline constexpr auto events = "federation.orrery.dev/events";
inline constexpr auto lease = "orrery-controllers";
inline constexpr auto serviceAccount = "orrery-controller";

/// Where the federated object of a plain object lives: the same namespace, the name below.
/// Lower-case name and kind as Karmada names its bindings (`microbot-deployment`); the group is appended outside the
/// built-in groups; a name that is no DNS subdomain (RBAC allows them) is replaced by its hash.
[[nodiscard]] std::string federatedName(const api::Resource& resource, std::string_view name);

} // namespace orrery::federation::names

namespace orrery::federation::resources {

inline const api::Resource federations{"federation.orrery.dev", "v1alpha1", "Federation", "federations", false};
inline const api::Resource clusters{"federation.orrery.dev", "v1alpha1", "Cluster", "clusters", false};
inline const api::Resource federatedResources{"federation.orrery.dev", "v1alpha1", "FederatedResource",
                                              "federatedresources", true};
inline const api::Resource clusterFederatedResources{"federation.orrery.dev", "v1alpha1", "ClusterFederatedResource",
                                                     "clusterfederatedresources", false};

inline const api::Resource overridePolicies{"federation.orrery.dev", "v1alpha1", "OverridePolicy", "overridepolicies",
                                            true};
inline const api::Resource clusterOverridePolicies{"federation.orrery.dev", "v1alpha1", "ClusterOverridePolicy",
                                                   "clusteroverridepolicies", false};
inline const api::Resource propagationPolicies{"federation.orrery.dev", "v1alpha1", "PropagationPolicy",
                                               "propagationpolicies", true};
inline const api::Resource clusterPropagationPolicies{"federation.orrery.dev", "v1alpha1", "ClusterPropagationPolicy",
                                                      "clusterpropagationpolicies", false};

inline const api::Resource crds{"apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions",
                                false};
inline const api::Resource namespaces{"", "v1", "Namespace", "namespaces", false};
inline const api::Resource nodes{"", "v1", "Node", "nodes", false};
inline const api::Resource pods{"", "v1", "Pod", "pods", true};
inline const api::Resource secrets{"", "v1", "Secret", "secrets", true};
inline const api::Resource events{"", "v1", "Event", "events", true};
inline const api::Resource serviceAccounts{"", "v1", "ServiceAccount", "serviceaccounts", true};
inline const api::Resource clusterRoles{"rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false};
inline const api::Resource clusterRoleBindings{"rbac.authorization.k8s.io", "v1", "ClusterRoleBinding",
                                               "clusterrolebindings", false};
inline const api::Resource accessReviews{"authorization.k8s.io", "v1", "SelfSubjectAccessReview",
                                         "selfsubjectaccessreviews", false};

} // namespace orrery::federation::resources
