#include "federation/manifest.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace orrery::federation {

namespace {

using api::Json;
using api::text;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

std::vector<Manifest> manifests(const std::string& bytes, const std::string& source = "web.yaml")
{
    auto read = readManifests(bytes, source);
    EXPECT_TRUE(read) << (read ? "" : read.error().text());
    return read ? std::move(*read) : std::vector<Manifest>{};
}

Error fault(const std::string& bytes)
{
    const auto read = readManifests(bytes, "web.yaml");
    EXPECT_FALSE(read) << bytes.substr(0, 200);
    return read ? Error{} : read.error();
}

std::string contentOf(const std::filesystem::path& path)
{
    std::ifstream file(path);
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
}

/// Every object of a folder of examples, in the order of the files' names.
std::vector<Manifest> example(const std::string& folder)
{
    std::set<std::filesystem::path> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(ORRERY_SOURCE_DIR) + "/examples/" + folder))
        files.insert(entry.path());
    std::vector<Manifest> out;
    for (const auto& file : files) {
        for (auto& manifest : manifests(contentOf(file), file.filename()))
            out.push_back(std::move(manifest));
    }
    return out;
}

std::vector<std::string> kindsOf(const std::vector<Manifest>& of)
{
    std::vector<std::string> out;
    for (const auto& manifest : of)
        out.push_back(text(manifest.document, "/apiVersion") + " " + text(manifest.document, "/kind"));
    return out;
}

const std::string configMap = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ";

} // namespace

TEST(ReadManifests, ReadsSeveralObjectsAndWhereTheyBegin)
{
    const auto read = manifests("# two\n" + configMap + "a\n---\n---\n" + configMap + "b\ndata: {on: 'yes'}\n");
    ASSERT_EQ(read.size(), 2u);
    EXPECT_EQ(read[0].line, 2);
    EXPECT_EQ(read[1].line, 8);
    EXPECT_EQ(text(read[1].document, "/metadata/name"), "b");
    EXPECT_THAT(read[0].warnings, IsEmpty());
    EXPECT_EQ(manifests(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"j"}})").size(), 1u);
}

TEST(ReadManifests, TakesListsApart)
{
    const auto read = manifests(R"(apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: a}
- apiVersion: v1
  kind: ConfigMapList
  items:
  - metadata: {name: b}
)");
    EXPECT_THAT(kindsOf(read), ElementsAre("v1 ConfigMap", "v1 ConfigMap"));
    EXPECT_EQ(read[0].line, 4);
    EXPECT_EQ(text(read[1].document, "/metadata/name"), "b");
    EXPECT_THAT(fault("apiVersion: v1\nkind: List\nitems:\n- kind: ConfigMap\n").message,
                StartsWith("web.yaml:4:3: apiVersion is missing"));
}

TEST(ReadManifests, LeavesOutWhatAServerWroteAndSaysSo)
{
    const auto read = manifests(configMap
                                + "a\n  uid: x\n  resourceVersion: '1'\n  creationTimestamp: null\n"
                                  "  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: '{}'\n");
    ASSERT_EQ(read.size(), 1u);
    EXPECT_EQ(read[0].document["metadata"], (Json{{"name", "a"}, {"annotations", Json::object()}}));
    EXPECT_THAT(read[0].warnings, ElementsAre("left out what a server wrote: metadata.uid, metadata.resourceVersion, "
                                              "metadata.annotations.kubectl.kubernetes.io/last-applied-configuration"));
}

struct Refused {
    std::string bytes;
    const char* code;
    const char* start;
};

TEST(ReadManifests, RefusesWhatCouldNotBeSentWithThePlaceAndTheReason)
{
    const Refused rows[] = {
        {"kind: ConfigMap\n", "manifest.missing-field", "web.yaml:1:1: apiVersion is missing from this ConfigMap"},
        {"apiVersion: v1\n", "manifest.missing-field", "web.yaml:1:1: kind is missing; every object needs"},
        {"apiVersion: v1\nkind: ConfigMap\nmetadata: {labels: {}}\n", "manifest.missing-field",
         "web.yaml:3:11: metadata.name is missing from this ConfigMap"},
        {"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  generateName: a-\n", "manifest.generate-name",
         "web.yaml:4:3: metadata.generateName cannot be federated"},
        {"a: 1\n---\n- b\n", "manifest.missing-field", "web.yaml:1:1: apiVersion is missing"},
        {configMap + "a\n---\n- b\n", "manifest.not-an-object", "web.yaml:6:1: expected an object"},
        {configMap + "a\n---\nhello\n", "manifest.not-an-object", "web.yaml:6:1: expected an object"},
        {configMap + "123\n", "manifest.wrong-type", "web.yaml:4:9: metadata.name is a number; quote it"},
        {configMap + "a\n  namespace: on\n", "manifest.wrong-type", "web.yaml:5:14: metadata.namespace is a boolean"},
        {configMap + "a/b\n", "manifest.bad-name", "web.yaml:4:9: metadata.name has a character"},
        {configMap + "..\n", "manifest.bad-name", "web.yaml:4:9: metadata.name"},
        {configMap + "a\n  labels:\n    app: x\n    debug: yes\n", "manifest.wrong-type",
         "web.yaml:6:5: metadata.labels.debug is a boolean; quote it"},
        {configMap + "a\n  annotations: 5\n", "manifest.wrong-type", "web.yaml:5:16: metadata.annotations is a number"},
        {configMap + "a\n\tdata: {}\n", "manifest.syntax", "web.yaml:5:1: a tab"},
        {configMap + "a\nkind: Secret\n", "manifest.duplicate-key", "web.yaml:5:1: the key \"kind\" is there twice"},
        {configMap + "a\ndata: {x: \"\xff\"}\n", "manifest.encoding", "web.yaml:5:12: "},
        {"apiVersion: extensions/v1beta1\nkind: PodSecurityPolicy\nmetadata: {name: a}\n", "manifest.removed-api",
         "web.yaml:1:1: extensions/v1beta1 PodSecurityPolicy was removed in Kubernetes 1.16"},
        {"", "manifest.empty", "web.yaml holds no object"},
        {"# nothing\n---\n", "manifest.empty", "web.yaml holds no object"},
    };
    for (const auto& row : rows) {
        const auto error = fault(row.bytes);
        EXPECT_EQ(error.kind, ErrorKind::Invalid) << row.bytes;
        EXPECT_EQ(error.code, row.code) << row.bytes << error.message;
        EXPECT_THAT(error.message, StartsWith(row.start)) << row.bytes;
    }
}

TEST(ReadManifests, TakesUtf16AsPowerShellWritesIt)
{
    std::string utf16 = "\xff\xfe";
    for (const char c : configMap + "a\r\n")
        utf16 += std::string{c, '\0'};
    EXPECT_EQ(manifests(utf16).size(), 1u);
}

TEST(Examples, HoldTheWalkThrough)
{
    const auto read = example("microbot");
    EXPECT_THAT(kindsOf(read), ElementsAre("v1 Namespace", "v1 ConfigMap", "v1 Secret", "apps/v1 Deployment",
                                           "apps/v1 DaemonSet", "v1 Service"));
    for (const auto& manifest : read) {
        EXPECT_THAT(manifest.warnings, IsEmpty());
        const auto place = manifest.document["kind"] == "Namespace" ? "/metadata/name" : "/metadata/namespace";
        EXPECT_EQ(text(manifest.document, place), "microbot");
    }
    EXPECT_EQ(read[3].document["spec"]["replicas"], 10);
    EXPECT_EQ(text(read[3].document, "/spec/template/spec/containers/0/image"), "dontrebootme/microbot:v1");
}

TEST(Examples, OfTwentySeventeenAreConverted)
{
    const auto read = example("microbot-2017");
    EXPECT_THAT(kindsOf(read), ElementsAre("apps/v1 Deployment", "apps/v1 DaemonSet", "apps/v1 ReplicaSet",
                                           "networking.k8s.io/v1 Ingress"));
    for (const auto& manifest : read)
        EXPECT_THAT(manifest.warnings, ::testing::Contains(HasSubstr("is no longer served; converted to")));
    EXPECT_THAT(read[3].warnings,
                ::testing::Contains("left out what a server wrote: metadata.uid, metadata.resourceVersion, "
                                    "metadata.selfLink, metadata.creationTimestamp, status"));
}

} // namespace orrery::federation
