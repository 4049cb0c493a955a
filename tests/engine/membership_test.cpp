#include "engine/ring.h"

namespace orrery::engine {
namespace {

using federation::Verdict;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

class Membership : public Ring {
protected:
    bool joined(const std::string& name) { return at("gke")->get(clusters, {"", name}).has_value(); }
    /// What a join leaves in a member.
    std::vector<std::string> traces(const std::string& cluster)
    {
        std::vector<std::string> out;
        if (at(cluster)->get(serviceAccounts, {"federation-system", cluster + "-magricring"}))
            out.push_back("account");
        if (at(cluster)->get(clusterRoles, {"", "orrery:magricring:" + cluster}))
            out.push_back("role");
        return out;
    }
    static const federation::Check* failed(const Result<federation::Procedure>& procedure, const std::string& id)
    {
        for (const auto& check : procedure->checks) {
            if (check.id == id && check.verdict == Verdict::Fail)
                return &check;
        }
        return nullptr;
    }
};

TEST_F(Membership, AJoinThatFailsIsUndoneAndTheOtherGoesOn)
{
    fleet->refuse("aws", {"POST",
                          "/api/v1/namespaces/federation-system/serviceaccounts/aws-magricring/token",
                          {403, "Forbidden", "serviceaccounts \"aws-magricring\" is forbidden: no tokens today"},
                          1});
    const auto outcome = perform(planJoin({"aws", "azure"}));
    EXPECT_THAT(outcome.done, Contains("azure"));
    ASSERT_EQ(outcome.failed.size(), 1u);
    EXPECT_EQ(outcome.failed.front().first, "aws");
    EXPECT_THAT(outcome.failed.front().second.text(), HasSubstr("no tokens today"));
    EXPECT_THAT(outcome.leftovers, IsEmpty());
    EXPECT_FALSE(joined("aws"));
    EXPECT_THAT(traces("aws"), IsEmpty());
    EXPECT_TRUE(joined("azure"));
    EXPECT_EQ(traces("azure").size(), 2u);
}

TEST_F(Membership, WhatCannotBeUndoneIsNamed)
{
    fleet->refuse("aws", {"POST",
                          "/api/v1/namespaces/federation-system/serviceaccounts/aws-magricring/token",
                          {500, "InternalError", "etcdserver: no leader"},
                          1});
    fleet->refuse(
        "aws",
        {"DELETE", "/api/v1/namespaces/federation-system/serviceaccounts", {403, "Forbidden", "may not delete"}, 1});
    const auto outcome = perform(planJoin({"aws"}));
    ASSERT_EQ(outcome.failed.size(), 1u);
    EXPECT_THAT(outcome.leftovers, Contains(HasSubstr("aws-magricring")));
}

TEST_F(Membership, AnUnreachableClusterIsRefusedBeforeAnythingIsWritten)
{
    fleet->setReachable("aws", false);
    const auto procedure = planJoin({"aws"});
    ASSERT_TRUE(procedure) << procedure.error().text();
    EXPECT_TRUE(procedure->blocked());
    const auto* check = failed(procedure, "reachable");
    ASSERT_TRUE(check);
    EXPECT_THAT(check->detail, HasSubstr("nothing answers"));
    EXPECT_FALSE(check->fix.empty());
    EXPECT_FALSE(joined("aws"));
}

TEST_F(Membership, ADeadMemberIsForgottenOnlyByForce)
{
    join({"aws", "azure"});
    fleet->setReachable("aws", false);
    UnjoinRequest request;
    request.clusters = {"aws"};
    auto procedure = engine->planUnjoin(request);
    ASSERT_TRUE(procedure) << procedure.error().text();
    EXPECT_TRUE(procedure->blocked());
    request.force = true;
    procedure = engine->planUnjoin(request);
    ASSERT_TRUE(procedure) << procedure.error().text();
    EXPECT_FALSE(procedure->blocked());
    EXPECT_TRUE(perform(procedure).failed.empty());
    EXPECT_FALSE(joined("aws"));
    EXPECT_TRUE(joined("azure"));
}

TEST_F(Membership, WhoIsNoMemberCannotLeave)
{
    UnjoinRequest request;
    request.clusters = {"aws"};
    const auto procedure = engine->planUnjoin(request);
    ASSERT_FALSE(procedure);
    EXPECT_EQ(procedure.error().code, "federation.not-a-member");
}

TEST_F(Membership, AClusterWithoutAFederationSaysHowToMakeOne)
{
    const auto opened = engine->open("aws");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "federation.none");
    EXPECT_THAT(opened.error().message, HasSubstr("orreryctl init"));
}

TEST_F(Membership, LeavingRemovesTheAccountTheRoleAndTheToken)
{
    join({"aws"});
    ASSERT_EQ(traces("aws").size(), 2u);
    UnjoinRequest request;
    request.clusters = {"aws"};
    request.removeObjects = true;
    const auto outcome = perform(engine->planUnjoin(request));
    EXPECT_THAT(outcome.failed, IsEmpty());
    EXPECT_THAT(traces("aws"), IsEmpty());
    EXPECT_FALSE(at("gke")->get(secrets, {"federation-system", "aws-token"}));
}

} // namespace
} // namespace orrery::engine
